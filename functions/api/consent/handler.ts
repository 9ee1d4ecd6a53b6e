import { apiHandler } from '#shared/lambda/api-handler.ts';
import { asPageForBrowsers } from '#shared/lambda/html-for-browsers.ts';
import { acceptConsent } from './accept-consent.ts';
import { contract } from './contract.ts';
import { createConsentLink } from './create-consent-link.ts';
import { wire } from './wire.ts';

export const handler = asPageForBrowsers(apiHandler(contract, wire, { createConsentLink, acceptConsent }));
