import type { HandlerTable } from '../handler.ts';
import { getAuthDetails, getCurrentUserInfo, getCurrentUserOrganizations } from './user-handlers.ts';

export const userHandlers: HandlerTable = { getAuthDetails, getCurrentUserInfo, getCurrentUserOrganizations };
