import type { z } from 'zod';
import type { MfaRegistration, RawMethods, RawRegistration } from './schema.ts';

export const normalizeRow = (raw: z.output<typeof RawRegistration>): MfaRegistration => ({
  userId: raw.id,
  isRegistered: raw.isMfaRegistered,
  isCapable: raw.isMfaCapable,
  isPasswordless: raw.isPasswordlessCapable,
  isAdmin: raw.isAdmin ?? null,
  methods: [...new Set(raw.methodsRegistered)].sort(),
  basis: 'report',
});

/** Neither is a second factor: everybody has a password, and e-mail only resets it. */
const noSecondFactor = new Set(['password', 'email']);
const passwordless = new Set([
  'fido2',
  'windowsHelloForBusiness',
  'passwordlessMicrosoftAuthenticator',
  'x509Certificate',
]);

/** `#microsoft.graph.fido2AuthenticationMethod` → `fido2`. */
const nameOf = (type: string): string => type.replace(/^#microsoft\.graph\./, '').replace(/AuthenticationMethod$/, '');

export const normalizeMethods = (userId: string, raw: z.output<typeof RawMethods>): MfaRegistration => {
  const methods = [...new Set(raw.value.map((method) => nameOf(method['@odata.type'])))].sort();
  const isRegistered = methods.some((method) => !noSecondFactor.has(method));
  return {
    userId,
    isRegistered,
    isCapable: isRegistered,
    isPasswordless: methods.some((method) => passwordless.has(method)),
    isAdmin: null,
    methods,
    basis: 'methods',
  };
};
