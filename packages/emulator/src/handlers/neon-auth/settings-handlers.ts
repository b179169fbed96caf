import type {
  GetNeonAuthAllowLocalhostParams,
  GetNeonAuthAllowLocalhostResponse,
  GetNeonAuthEmailAndPasswordConfigParams,
  GetNeonAuthEmailAndPasswordConfigResponse,
  GetNeonAuthEmailProviderParams,
  GetNeonAuthEmailProviderResponse,
  GetNeonAuthPhoneNumberPluginParams,
  GetNeonAuthPhoneNumberPluginResponse,
  GetNeonAuthPluginConfigsParams,
  GetNeonAuthPluginConfigsResponse,
  GetNeonAuthWebhookConfigParams,
  GetNeonAuthWebhookConfigResponse,
  SendNeonAuthEmailProviderTestParams,
  SendNeonAuthEmailProviderTestResponse,
  SendNeonAuthTestEmailParams,
  SendNeonAuthTestEmailResponse,
  UpdateNeonAuthAllowLocalhostParams,
  UpdateNeonAuthAllowLocalhostResponse,
  UpdateNeonAuthEmailAndPasswordConfigParams,
  UpdateNeonAuthEmailAndPasswordConfigResponse,
  UpdateNeonAuthEmailProviderParams,
  UpdateNeonAuthEmailProviderResponse,
  UpdateNeonAuthMagicLinkPluginParams,
  UpdateNeonAuthMagicLinkPluginResponse,
  UpdateNeonAuthOrganizationPluginParams,
  UpdateNeonAuthOrganizationPluginResponse,
  UpdateNeonAuthPhoneNumberPluginParams,
  UpdateNeonAuthPhoneNumberPluginResponse,
  UpdateNeonAuthWebhookConfigParams,
  UpdateNeonAuthWebhookConfigResponse,
} from '@neon-api/types';
import { badRequest } from '../../errors/index.ts';
import { showAll } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { findAuth } from './find-auth.ts';

/** The contract was derived from types and has no format for it. */
const EMAIL = /^[^\s@]+@[^\s@]+$/;

export const getNeonAuthAllowLocalhost: Handler<GetNeonAuthAllowLocalhostParams, GetNeonAuthAllowLocalhostResponse> = (
  context,
  params,
) => ({ allow_localhost: findAuth(context, params).allowLocalhost });

export const updateNeonAuthAllowLocalhost: Handler<
  UpdateNeonAuthAllowLocalhostParams,
  UpdateNeonAuthAllowLocalhostResponse
> = (context, params) => {
  findAuth(context, params).allowLocalhost = params.body.allow_localhost;
  return { allow_localhost: params.body.allow_localhost };
};

export const getNeonAuthEmailAndPasswordConfig: Handler<
  GetNeonAuthEmailAndPasswordConfigParams,
  GetNeonAuthEmailAndPasswordConfigResponse
> = (context, params) => ({ ...findAuth(context, params).emailAndPassword });

export const updateNeonAuthEmailAndPasswordConfig: Handler<
  UpdateNeonAuthEmailAndPasswordConfigParams,
  UpdateNeonAuthEmailAndPasswordConfigResponse
> = (context, params) => ({ ...Object.assign(findAuth(context, params).emailAndPassword, params.body) });

export const getNeonAuthEmailProvider: Handler<GetNeonAuthEmailProviderParams, GetNeonAuthEmailProviderResponse> = (
  context,
  params,
) => ({ ...findAuth(context, params).emailServer });

export const updateNeonAuthEmailProvider: Handler<
  UpdateNeonAuthEmailProviderParams,
  UpdateNeonAuthEmailProviderResponse
> = (context, params) => {
  findAuth(context, params).emailServer = params.body;
  return { ...params.body };
};

/** Reports that the emulator sends no mail. */
export const sendNeonAuthTestEmail: Handler<SendNeonAuthTestEmailParams, SendNeonAuthTestEmailResponse> = (
  context,
  params,
) => {
  findAuth(context, params);
  return refuseMail(params.body);
};

/** Like `sendNeonAuthTestEmail`, with the saved settings. */
export const sendNeonAuthEmailProviderTest: Handler<
  SendNeonAuthEmailProviderTestParams,
  SendNeonAuthEmailProviderTestResponse
> = (context, params) => {
  findAuth(context, params);
  if (!EMAIL.test(params.body.recipient_email)) throw badRequest('body.recipient_email must be an email address');
  return refuseMail(params.body);
};

export const getNeonAuthPluginConfigs: Handler<GetNeonAuthPluginConfigsParams, GetNeonAuthPluginConfigsResponse> = (
  context,
  params,
) => {
  const auth = findAuth(context, params);
  return {
    organization: { ...auth.organization },
    email_provider: { ...auth.emailServer },
    email_and_password: { ...auth.emailAndPassword },
    oauth_providers: showAll(auth.oauthProviders),
    magic_link: { ...auth.magicLink },
    phone_number: { ...auth.phoneNumber },
    allow_localhost: auth.allowLocalhost,
  };
};

export const updateNeonAuthMagicLinkPlugin: Handler<
  UpdateNeonAuthMagicLinkPluginParams,
  UpdateNeonAuthMagicLinkPluginResponse
> = (context, params) => ({ ...Object.assign(findAuth(context, params).magicLink, params.body) });

export const updateNeonAuthOrganizationPlugin: Handler<
  UpdateNeonAuthOrganizationPluginParams,
  UpdateNeonAuthOrganizationPluginResponse
> = (context, params) => ({ ...Object.assign(findAuth(context, params).organization, params.body) });

export const getNeonAuthPhoneNumberPlugin: Handler<
  GetNeonAuthPhoneNumberPluginParams,
  GetNeonAuthPhoneNumberPluginResponse
> = (context, params) => ({ ...findAuth(context, params).phoneNumber });

export const updateNeonAuthPhoneNumberPlugin: Handler<
  UpdateNeonAuthPhoneNumberPluginParams,
  UpdateNeonAuthPhoneNumberPluginResponse
> = (context, params) => ({ ...Object.assign(findAuth(context, params).phoneNumber, params.body) });

export const getNeonAuthWebhookConfig: Handler<GetNeonAuthWebhookConfigParams, GetNeonAuthWebhookConfigResponse> = (
  context,
  params,
) => ({ ...findAuth(context, params).webhook });

export const updateNeonAuthWebhookConfig: Handler<
  UpdateNeonAuthWebhookConfigParams,
  UpdateNeonAuthWebhookConfigResponse
> = (context, params) => {
  findAuth(context, params).webhook = params.body;
  return { ...params.body };
};

function refuseMail(fields: object): SendNeonAuthTestEmailResponse {
  const names = Object.keys(fields).sort().join(', ');
  return { success: false, error_message: `The emulator does not send mail. It did not use ${names}.` };
}
