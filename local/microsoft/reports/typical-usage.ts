import { drawOf } from '../random.ts';
import type { SimulatedUsage } from '../simulated-usage.ts';
import type { SimulatedTenant, SimulatedUser } from '../tenant.ts';

/** Usage reports lag behind by two days. */
export const reportDelayDays = 2;

const gigabyte = 1_000_000_000;
const dayBefore = (instant: string, days: number): string =>
  new Date(Date.parse(instant) - days * 86_400_000).toISOString().slice(0, 10);

/** The usage of a typical user: all services until the last sign-in, for most of them on a PC. */
const typicalUsage = ({ id, signIn, mailbox }: SimulatedUser): SimulatedUsage => {
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
  ...typicalUsage(user),
  ...usage.overrides[user.id],
});
