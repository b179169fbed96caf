export { createSession, type Scope, type Session, SessionProvider, useSession } from './session.ts';
