import { describe, expect, it } from 'vitest';
import { type ScriptedAnswer, scriptedMicrosoft } from '#test/support/scripted-microsoft.ts';

const report = { path: "/reports/getMailboxUsageDetail(period='D180')" };
const link = 'https://reports.office.com/data/download/abc';
const redirect = (location: string | undefined): ScriptedAnswer => ({
  status: 302,
  headers: location === undefined ? {} : { location },
  body: '',
});
const readReport = (location: string | undefined, ...downloads: readonly ScriptedAnswer[]) => {
  const exchange = scriptedMicrosoft({
    graph: ({ url }, count) =>
      url.startsWith('https://graph.') ? redirect(location) : (downloads[count - 2] ?? { body: 'a,b\n1,2\n' }),
  });
  return { ...exchange, rows: () => Array.fromAsync(exchange.microsoft.reader().csv(report)) };
};

describe('a usage report', () => {
  it('is behind a redirect, which is followed once and without the token', async () => {
    const { rows, graphCalls } = readReport(link);
    expect(await rows()).toEqual([[{ a: '1', b: '2' }]]);
    const [toGraph, toReports, ...more] = graphCalls();
    expect(toGraph?.url).toBe("https://graph.microsoft.com/v1.0/reports/getMailboxUsageDetail(period='D180')");
    expect(toGraph?.headers['authorization']).toBeDefined();
    expect(toReports).toMatchObject({ url: link, headers: {} });
    expect(JSON.stringify(toReports)).not.toContain('Bearer');
    expect(more).toEqual([]);
  });

  it('may be on another host below the same domain', async () => {
    expect(await readReport('https://reportsweu.office.com/x').rows()).toEqual([[{ a: '1', b: '2' }]]);
  });

  it.each([
    undefined,
    'nonsense',
    'http://reports.office.com/x',
    'https://reports.office.com:8443/x',
    'https://reports.office.com.evil.example/x',
    'https://evil-office.com/x',
    'https://office.com/x',
    'https://somebody:secret@reports.office.com/x',
    'https://graph.microsoft.com/v1.0/me',
  ])('is not fetched from %s', async (location) => {
    const { rows, graphCalls } = readReport(location);
    await expect(rows()).rejects.toMatchObject({ code: 'MicrosoftAnswerMalformed' });
    const elsewhere = graphCalls().filter(({ url }) => !url.startsWith('https://graph.microsoft.com/v1.0/reports/'));
    expect(elsewhere).toEqual([]);
  });

  it('is not followed through a second redirect', async () => {
    const further = Array.from({ length: 9 }, () => redirect('https://reports.office.com/further'));
    const { rows, graphCalls } = readReport(link, ...further);
    await expect(rows()).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
    expect(graphCalls().some(({ url }) => url.endsWith('/further'))).toBe(false);
  });

  it('is waited for when its host throttles, and requested again after a transient fault', async () => {
    const { rows, sleeps } = readReport(link, { status: 429, headers: { 'retry-after': '3' } }, { status: 503 });
    expect(await rows()).toEqual([[{ a: '1', b: '2' }]]);
    expect(sleeps[0]).toBe(3);
  });

  it('that Graph refuses is classified like any other request', async () => {
    const { microsoft } = scriptedMicrosoft({
      graph: () => ({ status: 403, body: { error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } } }),
    });
    await expect(Array.fromAsync(microsoft.reader().csv(report))).rejects.toMatchObject({ code: 'NeedsAccess' });
  });
});
