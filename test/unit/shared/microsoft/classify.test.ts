import { describe, expect, it } from 'vitest';
import { nextStep } from '#shared/kernel/next-step.ts';
import { classifyGraph, classifyToken } from '#shared/microsoft/classify.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const graph = (status: number, error: unknown, extra: { inMailbox?: boolean; retryAfter?: string } = {}) =>
  classifyGraph(
    {
      status,
      body: { error },
      headers: new Headers(extra.retryAfter === undefined ? {} : { 'Retry-After': extra.retryAfter }),
      inMailbox: extra.inMailbox ?? false,
    },
    now,
  );
const token = (status: number, error: string, number?: number, headers: Record<string, string> = {}) =>
  classifyToken(
    {
      status,
      headers: new Headers(headers),
      body: { error, ...(number !== undefined && { error_codes: [number], error_description: `AADSTS${number}: no` }) },
    },
    now,
  );

describe('an error response of Graph', () => {
  it.each([
    [401, { code: 'InvalidAuthenticationToken', message: 'Access token has expired.' }, 'TokenRefused'],
    [401, { code: 'Unauthorized', message: 'Unauthorized request - Account is not provisioned.' }, 'NeedsLicense'],
    [401, { code: 'unauthenticated', message: 'There has been an error authenticating the request.' }, 'NeedsAccess'],
    [403, { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' }, 'NeedsAccess'],
    [403, { code: 'Forbidden', message: 'Your tenant is not licensed for this feature.' }, 'NeedsLicense'],
    [403, { code: 'Forbidden', message: 'Missing application roles.' }, 'NeedsAccess'],
    [403, { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message: 'x' }, 'NeedsLicense'],
    [403, { code: 'authentication_requestfromnonpremiumtenantorb2ctenant', message: 'x' }, 'NeedsLicense'],
    [400, { code: 'AadPremiumLicenseRequired', message: 'x' }, 'NeedsLicense'],
    [400, { code: 'BadRequest', message: 'Tenant does not have a SPO license.' }, 'NeedsLicense'],
    [400, { code: 'BadRequest', message: 'Request not applicable to target tenant.' }, 'NeedsLicense'],
    [403, { code: 'UnknownError', message: '{"errorCode":"PermissionScopeNotGranted","message":"x"}' }, 'NeedsAccess'],
    [403, { code: '', message: 'You do not have the required permissions to access this item.' }, 'NeedsAccess'],
    [410, { code: 'SyncStateNotFound', message: 'x' }, 'ResyncRequired'],
    [400, { code: 'syncStateNotFound', message: 'x' }, 'ResyncRequired'],
    [410, { code: 'whatever', message: 'x' }, 'ResyncRequired'],
    [404, { code: 'Request_ResourceNotFound', message: 'x' }, 'NotFound'],
    [404, { code: 'ErrorItemNotFound', message: 'x' }, 'ItemGone'],
    [429, { code: 'TooManyRequests', message: 'x', innerError: { code: '429' } }, 'MicrosoftThrottled'],
    [503, { code: 'activityLimitReached', message: 'x' }, 'MicrosoftThrottled'],
    [509, { code: 'whatever', message: 'x' }, 'MicrosoftThrottled'],
    [500, { code: 'InternalServerError', message: 'x' }, 'MicrosoftUnavailable'],
    [502, undefined, 'MicrosoftUnavailable'],
    [503, { code: 'ServiceNotAvailable', message: 'x' }, 'MicrosoftUnavailable'],
    [504, { code: 'UnknownError', message: '' }, 'MicrosoftUnavailable'],
    [501, { code: 'NotImplemented', message: 'x' }, 'MicrosoftRefused'],
    [400, { code: 'BadRequest', message: 'Cannot query data for more than 120 users at a time.' }, 'MicrosoftRefused'],
    [405, { code: 'Request_BadRequest', message: 'x' }, 'MicrosoftRefused'],
  ])('%d %j is %s', (status, error, code) => {
    expect(graph(status, error).code).toBe(code);
  });

  it.each(['MailboxNotEnabledForRESTAPI', 'ErrorInvalidUser', 'ResourceNotFound', 'Request_ResourceNotFound'])(
    'below a mailbox 404 %s is the mailbox',
    (code) => {
      expect(graph(404, { code, message: 'x' }, { inMailbox: true }).code).toBe('MailboxNotFound');
    },
  );

  it('is classified by a nested code, whatever its case and the case of innerError', () => {
    const error = {
      code: 'badRequest',
      message: 'x',
      innererror: { code: 'x', innerError: { code: 'AADPREMIUMLICENSEREQUIRED' } },
    };
    expect(graph(400, error).code).toBe('NeedsLicense');
  });

  it('is a mailbox policy or a missing permission, depending on its message', () => {
    const policy = graph(
      403,
      { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' },
      { inMailbox: true },
    );
    expect(policy).toMatchObject({ code: 'NeedsAccess', details: { byMailboxPolicy: true } });
    const scope = graph(403, {
      code: 'ErrorAccessDenied',
      message: 'Access is denied. Check credentials and try again.',
    });
    expect(scope.details).not.toHaveProperty('byMailboxPolicy');
  });

  it('names the missing read scopes, and no write scope', () => {
    const message = 'API required roles: SecurityAlert.Read.All,SecurityAlert.ReadWrite.All, application roles: .';
    expect(graph(403, { code: 'Forbidden', message }).details.needs).toEqual(['SecurityAlert.Read.All']);
  });

  it('carries the time to wait, rounded up to whole seconds', () => {
    expect(graph(429, { code: 'x' }, { retryAfter: '2.128' }).details.retryAfterSeconds).toBe(3);
    expect(graph(503, { code: 'x' }, { retryAfter: '7' })).toMatchObject({
      code: 'MicrosoftThrottled',
      details: { retryAfterSeconds: 7 },
    });
    expect(graph(429, { code: 'x' }).details).not.toHaveProperty('retryAfterSeconds');
  });

  it("contains none of Microsoft's text, which may name people", () => {
    const error = graph(404, {
      code: 'ErrorInvalidUser',
      message: "The requested user 'ada@contoso.example' is invalid.",
    });
    expect(JSON.stringify([error.message, error.details])).not.toContain('ada');
  });

  it.each([
    undefined,
    null,
    'text',
    7,
    [],
    { error: 'text' },
    { error: { message: 5 } },
    { error: { message: '{broken' } },
  ])('is classified with a body such as %j', (body) => {
    expect(classifyGraph({ status: 403, headers: new Headers(), body }, now).code).toBe('NeedsAccess');
  });
});

describe('an error response of the token endpoint', () => {
  it.each([
    [401, 'invalid_client', 7000215, 'SecretInvalid'],
    [401, 'invalid_client', 7000222, 'SecretExpired'],
    [401, 'invalid_client', 700027, 'SecretInvalid'],
    [401, 'invalid_client', 1000502, 'CertificateExpired'],
    [400, 'unauthorized_client', 700016, 'AppNotFound'],
    [400, 'invalid_request', 90002, 'TenantNotFound'],
    [400, 'invalid_request', 900023, 'TenantNotFound'],
    [401, 'unauthorized_client', 7000112, 'AppBlocked'],
    [400, 'invalid_grant', 53003, 'AppBlocked'],
    [400, 'invalid_grant', 65001, 'ConsentMissing'],
    [400, 'temporarily_unavailable', 50196, 'MicrosoftThrottled'],
    [400, 'invalid_scope', 70011, 'MicrosoftRefused'],
    [401, 'invalid_client', undefined, 'SecretInvalid'],
    [429, 'whatever', undefined, 'MicrosoftThrottled'],
    [500, 'invalid_client', undefined, 'MicrosoftUnavailable'],
    [503, '', undefined, 'MicrosoftUnavailable'],
  ])('%d %s %s is %s', (status, error, number, code) => {
    expect(token(status, error, number).code).toBe(code);
  });

  it('is classified by the number in the description where there is no list of numbers', () => {
    const body = { error: 'invalid_client', error_description: 'AADSTS7000222: expired' };
    expect(classifyToken({ status: 401, headers: new Headers(), body }, now).code).toBe('SecretExpired');
  });

  it('carries the number, and nothing of the description', () => {
    const error = token(401, 'invalid_client', 7000215);
    expect(error.details['entraCode']).toBe('AADSTS7000215');
    expect(error.message).not.toContain(': no');
  });

  it.each([1000502, 700027, 700024, 7999999, undefined])(
    'explains a refused certificate by the certificate, never by a secret: %s',
    (number) => {
      const description = number === undefined ? 'no number' : `AADSTS${number}: refused`;
      const body = { error: 'invalid_client', error_description: description };
      const error = classifyToken({ status: 401, headers: new Headers(), body }, now, 'certificate');
      expect(nextStep(error)).toMatch(/certificate/);
      expect(nextStep(error)).not.toMatch(/secret/i);
    },
  );

  it('carries the time to wait', () => {
    expect(token(429, 'x', undefined, { 'retry-after': '17' }).details.retryAfterSeconds).toBe(17);
  });
});
