import { drawOf } from '../random.ts';
import type { SimulatedUsage } from '../simulated-usage.ts';
import type { SimulatedTenant, SimulatedUser } from '../tenant.ts';

/** Reports are made two days late. */
export const reportDelayDays = 2;

const gigabyte = 1_000_000_000;
const dayBefore = (instant: string, days: number): string =>
  new Date(Date.parse(instant) - days * 86_400_000).toISOString().slice(0, 10);

/** What somebody uses who does nothing unusual: everything until the last sign-in, most of it on a PC. */
const usualUsage = ({ id, signIn, mailbox }: SimulatedUser): SimulatedUsage => {
  const { lastSuccessfulAt } = signIn;
  const on = (delay: number) => (lastSuccessfulAt === null ? null : dayBefore(lastSuccessfulAt, delay));
  return {
    exchangeOn: on(reportDelayDays),
    oneDriveOn: on(reportDelayDays + 1),
    sharePointOn: on(reportDelayDays + 2),
    teamsOn: on(reportDelayDays),
    vivaEngageOn: null,
    appsOn: lastSuccessfulAt === null ? [] : drawOf(`${id} works on`) < 0.8 ? ['Windows', 'Mobile', 'Web'] : ['Web'],
    mailboxBytes: mailbox === null ? 0 : Math.round(drawOf(`${id} mailbox`) * 20 * gigabyte),
    hasArchive: false,
    isOnHold: false,
    oneDriveBytes: Math.round(drawOf(`${id} files`) * 5 * gigabyte),
  };
};

export const usageOf = ({ usage }: SimulatedTenant, user: SimulatedUser): SimulatedUsage => ({
  ...usualUsage(user),
  ...usage.overrides[user.id],
});
