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

/** One user's methods; only the type of each is read, never a number or a device name. https://learn.microsoft.com/graph/api/authentication-list-methods */
export const RawMethods = z.object({ value: z.array(z.object({ '@odata.type': z.string() })) });

/** As the rest of the product speaks of it: one record a user. */
export const MfaRegistration = z.object({
  userId: z.string(),
  isRegistered: z.boolean(),
  /** Registered and allowed to use it by policy; read by methods, registered counts as capable. */
  isCapable: z.boolean(),
  isPasswordless: z.boolean(),
  /** Microsoft's own notion of an administrator; null where read by methods. */
  isAdmin: z.boolean().nullable(),
  /** Microsoft's words (`microsoftAuthenticatorPush`, `fido2`, …), opaque; by methods, the type's own name (`fido2`, `phone`, …). */
  methods: z.array(z.string()),
  basis: z.enum(['report', 'methods']),
});
export type MfaRegistration = z.output<typeof MfaRegistration>;
