import { z } from 'zod';
import { RawBoolean, RawId, rawList } from '../raw.ts';

/** A row of the report. https://learn.microsoft.com/graph/api/resources/userregistrationdetails */
export const RawRegistration = z.object({
  id: RawId,
  isMfaRegistered: z.boolean(),
  isMfaCapable: z.boolean(),
  isPasswordlessCapable: RawBoolean,
  isAdmin: z.boolean().nullish(),
  methodsRegistered: rawList(z.string()),
});

/**
 * One user's methods. Only the type of each is read, never a number or a device name.
 * https://learn.microsoft.com/graph/api/authentication-list-methods
 */
export const RawMethods = z.object({ value: z.array(z.object({ '@odata.type': z.string() })) });

/** The fact: one record per user. */
export const MfaRegistration = z.object({
  userId: z.string(),
  isRegistered: z.boolean(),
  /** Registered and allowed by policy. Read by methods, registered counts as capable. */
  isCapable: z.boolean(),
  isPasswordless: z.boolean(),
  /** Microsoft's own notion of an administrator. Null where read by methods. */
  isAdmin: z.boolean().nullable(),
  /**
   * Microsoft's names (`microsoftAuthenticatorPush`, `fido2`, …), opaque. Read by methods, the name of the type
   * (`fido2`, `phone`, …).
   */
  methods: z.array(z.string()),
  basis: z.enum(['report', 'methods']),
});
export type MfaRegistration = z.output<typeof MfaRegistration>;
