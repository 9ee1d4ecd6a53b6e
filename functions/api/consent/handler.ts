import { apiHandler } from '#shared/lambda/api-handler.ts';
import { htmlForBrowsers } from '#shared/lambda/html-for-browsers.ts';
import { acceptConsent } from './accept-consent.ts';
import { contract } from './contract.ts';
import { createConsentLink } from './create-consent-link.ts';
import { wire } from './wire.ts';

export const handler = htmlForBrowsers(apiHandler(contract, wire, { createConsentLink, acceptConsent }));
