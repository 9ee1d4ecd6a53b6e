import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { Cloud } from '#shared/kernel/cloud.ts';
import { graphScopes } from '#shared/remediation/powershell.ts';
import { phases, type RemediationStep } from '#shared/remediation/remediation.ts';
import { firstLink, type StepContext, stepsFor } from '#shared/remediation/step-answer.ts';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';
import { faultsOfProblem, faultsOfText } from '#test/support/prose-editor.ts';

const tenantId = '11111111-2222-4333-8444-555555555555';
const name = 'Northwind Traders';
const tenantIn = (cloud: Cloud): StepContext['tenant'] => ({
  tenantId,
  cloud,
  initialDomain: cloud === 'global' ? 'northwind.onmicrosoft.com' : null,
  sharePointPrefix: null,
  name,
});
const ids = ['userId', 'mailboxId', 'policyId', 'appId', 'alertId', 'issueId', 'controlName', 'deviceId'];
const values = Object.fromEntries(ids.map((each) => [each, `some-${each}`]));
const contextIn = (cloud: Cloud): StepContext => ({
  tenant: tenantIn(cloud),
  values,
  isAdmin: false,
  given: {},
  isAppRegisteredElsewhere: false,
});

/** What the host of a link ends with in each cloud. */
const ownHosts: Readonly<Record<Cloud, RegExp>> = {
  global: /\.microsoft\.com$|^admin\.cloud\.microsoft$/,
  usgov: /\.(microsoft|office365)\.us$/,
  'usgov-dod': /\.microsoft\.us$|\.apps\.mil$/,
  china: /\.microsoftonline\.cn$/,
};

const outsidePortals = [
  /^By phone, on a number /,
  /^By phone or email$/,
  /^Ticket$/,
  /^At the customer$/,
  /^aka\.ms\/\w+, (by|signed in as) /,
  /^Exchange Online PowerShell$/,
  /^Microsoft Graph PowerShell\b/,
  /^On-premises Active Directory, in PowerShell$/,
  /^On a domain-joined computer, in PowerShell$/,
  /^Defender, Sentinel, or the product$/,
  /^Outlook, by the owner\b/,
  /^The (product|billing system|system that runs the app)\b/,
];
const portals =
  /^(Microsoft Entra admin center|Microsoft 365 admin center|Exchange admin center|SharePoint admin center|Microsoft Intune admin center|Microsoft Defender portal|Partner Center)( > |$)/;

const faultsOfPlace = ({ where, link }: RemediationStep): string[] => {
  if (portals.test(where)) return link === undefined ? [`has no link to ${where}`] : [];
  return outsidePortals.some((each) => each.test(where)) ? [] : [`names no known place: ${where}`];
};

describe.each(findings.map((finding) => ({ id: finding.id, finding })))('the remediation of $id', ({ id, finding }) => {
  const { problem, title, remediation } = finding;
  const isThreat = finding.threat !== undefined && finding.threat !== false;

  it('has a problem that is not the desired state, and steps in plain American prose', () => {
    expect(problem.toLowerCase()).not.toBe(title.toLowerCase());
    const faults = [
      ...faultsOfProblem(problem),
      ...remediation.steps.flatMap(({ text }) => faultsOfText(text, { sentences: 1, characters: 140 })),
      ...faultsOfText(remediation.verify, { sentences: 2, characters: 170 }),
      ...faultsOfText(remediation.escalate, { sentences: 1, characters: 180 }),
      ...(remediation.notes ?? []).flatMap((note) => faultsOfText(note, { sentences: 1, characters: 200 })),
      ...remediation.steps.flatMap((step) => faultsOfPlace(step).map((fault) => `"${step.text}" ${fault}`)),
    ];
    expect(formatFaults(faults.map((fault) => `${id}: ${fault}`))).toBe('');
  });

  it('names who, where and how long for each step, and when it was checked', () => {
    expect(remediation.steps.length).toBeGreaterThan(0);
    expect(remediation.verifiedOn).toMatch(/^2026-\d\d-\d\d$/);
    expect(remediation.sources.length).toBeGreaterThan(0);
    for (const { minutes } of remediation.steps) {
      expect(minutes).toBeGreaterThan(0);
      expect(minutes).toBeLessThanOrEqual(60);
    }
  });

  it('has the phases of a response in their order, if it is a threat', () => {
    const order = remediation.steps.map(({ phase }) => (phase === undefined ? -1 : phases.indexOf(phase)));
    expect(order).toEqual(isThreat ? order.toSorted((one, other) => one - other) : order.map(() => -1));
    if (isThreat) expect(new Set(order).size).toBe(phases.length);
  });

  it.each(Cloud.options)('links the tenant or says which one must be shown, in %s', (cloud) => {
    const context = contextIn(cloud);
    const steps = stepsFor(remediation, context);
    for (const { text, link, powershell } of steps) {
      if (link !== undefined) {
        expect(new URL(link).host, link).toMatch(ownHosts[cloud]);
        const carries = [tenantId, 'northwind.onmicrosoft.com'].some((mark) => link.includes(mark));
        expect(carries || text.includes(`Make sure the portal shows ${name}`), `${text} ${link}`).toBe(true);
      }
      if (powershell !== undefined) expect(powershell).toMatch(/^(Connect-\w+ |[\w-]*AD\w* |\(Get-AD)/);
    }
    const first = firstLink(steps, context.tenant);
    expect(new URL(first).host).toMatch(ownHosts[cloud]);
  });
});

describe('Graph commands', () => {
  it('name the permissions that they need', () => {
    const commands = findings.flatMap(({ remediation: { steps } }) =>
      steps.flatMap(({ powershell }) => (powershell?.module === 'graph' ? powershell.commands : [])),
    );
    const used = new Set(
      commands.flatMap((command) => Array.from(command.matchAll(/\b[A-Z][a-z]+-Mg\w+/g), ([cmdlet]) => cmdlet)),
    );
    expect([...used].toSorted()).toEqual(Object.keys(graphScopes).toSorted());
  });
});

describe('the prose editor', () => {
  const limits = { sentences: 1, characters: 60 };

  it.each([
    ['a long text', `Select ${'x'.repeat(60)}.`],
    ['two ideas', 'Open the page. Select Save.'],
    ['"Ensure"', 'Ensure that sign-in is blocked.'],
    ['the first person', 'We block sign-in.'],
    ['an abbreviation that nothing explains', 'Check the PIM settings.'],
    ['a fragment', 'blocks sign-in'],
    ['a filler', 'Simply block sign-in.'],
  ])('refuses %s', (_what, text) => {
    expect(faultsOfText(text, limits)).not.toEqual([]);
  });

  it.each([
    ['a sentence', 'Something is wrong.'],
    ['a long problem', 'x'.repeat(71)],
  ])('refuses %s as a problem', (_what, text) => {
    expect(faultsOfProblem(text)).not.toEqual([]);
  });

  it('accepts the name of a permission and quoted words of a portal', () => {
    expect(faultsOfText('Revoke Mail.Read, and select "Let our users ask".', limits)).toEqual([]);
  });
});

describe('addresses of portals', () => {
  const portalHost =
    /https:\/\/(?!login\.)[\w.{}-]*(entra|intune|admin|security|purview|compliance|portal|lighthouse|partner|sharepoint|graph-explorer)[\w.-]*\.(com|us|mil|cn|microsoft)\b/;

  it('stand in shared/portals alone', () => {
    const files = globProject('shared/**/*.ts', 'functions/**/*.ts').filter(
      (path) => !path.startsWith('shared/portals/'),
    );
    const faults = files.flatMap((path) =>
      readProjectFile(path)
        .split('\n')
        .flatMap((line, at) => (portalHost.test(line) ? [`${path}:${at + 1}: link it by portalLink`] : [])),
    );
    expect(formatFaults(faults)).toBe('');
  });

  it.each([
    'https://entra.microsoft.com/#view',
    'https://admin.cloud.microsoft/',
    'https://security.microsoft.us/alerts',
  ])('are found: %s', (address) => {
    expect(portalHost.test(`url: '${address}'`)).toBe(true);
  });
});
