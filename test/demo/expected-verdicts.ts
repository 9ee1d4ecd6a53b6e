/**
 * For every finding the customers of the demo book where it does not pass, by the first word of their name. Elsewhere
 * it passes. An architecture test names a finding that is missing here.
 */
export const expectedVerdictLines = `
admins.cloud-only                             | fail Calder | unknown Kestrel
admins.global-admin-count-in-range            | fail Harrow | warn Tidewater | unknown Kestrel
admins.no-productivity-license                | fail Bryn Calder Fennimore Harrow Linden Marlowe Northgate Osprey Stonebridge Tidewater | unknown Kestrel
admins.no-standing-access                     | fail Harrow | unknown Kestrel | not-applicable Bryn Calder Fennimore Linden Marlowe Northgate Osprey Stonebridge Tidewater
admins.none-stale                             | fail Harrow | unknown Fennimore Kestrel | not-applicable Linden Osprey
admins.self-service-reset-off                 | warn Bryn Marlowe Northgate Osprey | unknown Fennimore Kestrel
alerts.none-active                            | fail Marlowe | unknown Fennimore Kestrel | not-applicable Linden Osprey Stonebridge
apps.credentials-short-lived                  | fail Linden | warn Calder | unknown Kestrel
apps.no-high-risk-grants                      | fail Marlowe | warn Calder Linden | unknown Kestrel
apps.no-retired-protocols                     | fail Marlowe | unknown Kestrel
apps.none-known-rogue                         | fail Bryn | unknown Kestrel
auth-methods.fido2-enabled                    | warn Bryn Marlowe Osprey | unknown Fennimore Kestrel
auth-methods.migration-complete               | fail Marlowe Osprey | warn Bryn | unknown Fennimore Kestrel
auth-methods.number-matching-on               | fail Bryn | unknown Fennimore Kestrel
auth-methods.weak-methods-off                 | fail Bryn Marlowe Osprey | warn Tidewater | unknown Fennimore Kestrel
conditional-access.baseline-present           | fail Marlowe Osprey | warn Bryn | unknown Fennimore Kestrel
conditional-access.break-glass-excluded       | fail Calder Harrow Northgate Stonebridge Tidewater | unknown Fennimore Kestrel | not-applicable Bryn Linden Marlowe Osprey
conditional-access.device-code-blocked        | fail Bryn Calder Harrow Marlowe Northgate Stonebridge Tidewater | unknown Fennimore Kestrel | not-applicable Linden Osprey
conditional-access.legacy-auth-blocked        | fail Marlowe Osprey | warn Bryn | unknown Fennimore Kestrel
conditional-access.no-dead-policy             | warn Northgate Stonebridge | unknown Fennimore Kestrel | not-applicable Linden Osprey
conditional-access.no-open-sign-in            | fail Bryn Calder Harrow Marlowe Northgate Stonebridge Tidewater | unknown Fennimore Kestrel | not-applicable Linden Osprey
conditional-access.references-resolve         | fail Stonebridge | unknown Fennimore Kestrel | not-applicable Linden Osprey
conditional-access.retired-controls-unused    | fail Stonebridge | unknown Fennimore Kestrel | not-applicable Linden Osprey
conditional-access.risk-policies-enforced     | fail Harrow | unknown Kestrel | not-applicable Bryn Calder Fennimore Linden Marlowe Northgate Osprey Stonebridge Tidewater
connection.credential-valid                   | fail Kestrel | warn Linden
connection.least-privilege                    | fail Tidewater | unknown Kestrel
connection.mailboxes-confined                 | unknown Northgate | not-applicable Aldergate Bryn Calder Fennimore Harrow Kestrel Linden Marlowe Osprey Stonebridge Tidewater
consent.admin-workflow-enabled                | fail Bryn Fennimore Marlowe Osprey | warn Linden | unknown Kestrel
consent.user-consent-restricted               | fail Bryn Marlowe Osprey | warn Linden | unknown Fennimore Kestrel
devices.compliant                             | fail Marlowe | warn Harrow | unknown Fennimore Kestrel | not-applicable Linden Osprey
directory-changes.no-risky-change             | fail Calder Harrow | unknown Fennimore Kestrel
directory.msol-powershell-blocked             | warn Bryn Marlowe Osprey | unknown Fennimore Kestrel
directory.users-cannot-create-security-groups | warn Bryn Marlowe Osprey | unknown Fennimore Kestrel
directory.users-cannot-create-tenants         | fail Bryn Marlowe Osprey Stonebridge | unknown Fennimore Kestrel
directory.users-cannot-register-apps          | fail Bryn Marlowe Osprey Stonebridge | unknown Fennimore Kestrel
guests.access-restricted                      | fail Osprey | warn Bryn Marlowe | unknown Fennimore Kestrel
guests.invites-restricted                     | fail Bryn Marlowe Osprey | warn Linden | unknown Fennimore Kestrel
guests.no-self-service-join                   | fail Marlowe | unknown Fennimore Kestrel
licenses.no-overlap                           | warn Calder | unknown Kestrel
licenses.none-on-disabled-users               | warn Harrow Stonebridge | unknown Kestrel
licenses.none-on-inactive-users               | warn Harrow | unknown Fennimore Kestrel
licenses.none-unassigned                      | warn Bryn Calder Fennimore Harrow Marlowe Northgate Osprey Tidewater | unknown Kestrel
licenses.right-sized                          | warn Linden Marlowe | unknown Fennimore Kestrel Tidewater
licenses.within-contract                      | warn Calder | unknown Kestrel | not-applicable Bryn Fennimore Harrow Linden Marlowe Northgate Osprey Stonebridge Tidewater
mailboxes.no-external-forwarding              | fail Marlowe Tidewater | unknown Fennimore Kestrel
mailboxes.no-hiding-rules                     | fail Bryn | unknown Fennimore Kestrel
mailboxes.shared-sign-in-blocked              | fail Marlowe | unknown Fennimore Kestrel
mfa.coverage-holds                            | warn Calder | unknown Fennimore Kestrel Osprey
mfa.enforced-for-admins                       | fail Marlowe | warn Bryn Harrow Osprey Stonebridge | unknown Fennimore Kestrel
mfa.enforced-for-all-users                    | fail Marlowe | warn Bryn Calder Harrow Osprey Stonebridge | unknown Fennimore Kestrel
mfa.every-admin-capable                       | fail Marlowe | unknown Fennimore Kestrel Osprey
mfa.every-user-capable                        | fail Bryn Calder Linden Marlowe Northgate Stonebridge | unknown Fennimore Kestrel Osprey
mfa.phishing-resistant-for-admins             | fail Bryn Calder Harrow Marlowe Northgate Stonebridge Tidewater | unknown Fennimore Kestrel | not-applicable Linden Osprey
passwords.banned-list-and-lockout             | warn Bryn Calder Fennimore Marlowe | unknown Kestrel | not-applicable Linden Osprey
passwords.never-expire                        | fail Tidewater | unknown Kestrel
secure-score.control-implemented              | warn Bryn Calder Harrow Linden Marlowe Northgate Osprey Stonebridge Tidewater | unknown Fennimore Kestrel
service-health.no-active-incident             | fail Bryn Calder Marlowe | warn Northgate Stonebridge | unknown Fennimore Kestrel
sharing.domains-restricted                    | warn Bryn Harrow Marlowe Osprey | unknown Fennimore Kestrel
sharing.external-sharing-restricted           | fail Bryn Harrow Marlowe | warn Osprey | unknown Fennimore Kestrel
sharing.guests-cannot-reshare                 | fail Bryn Harrow Marlowe Osprey | unknown Fennimore Kestrel
sharing.idle-sign-out-on                      | warn Bryn Marlowe Osprey Tidewater | unknown Fennimore Kestrel
sharing.legacy-auth-off                       | fail Bryn Marlowe Osprey Tidewater | unknown Fennimore Kestrel
sharing.unmanaged-sync-blocked                | warn Bryn Marlowe Osprey Stonebridge | unknown Fennimore Kestrel
users.none-at-risk                            | fail Harrow | unknown Kestrel | not-applicable Bryn Calder Fennimore Linden Marlowe Northgate Osprey Stonebridge Tidewater
`;
