/** Applications that attackers use with the consent of a user, and what others of that kind look like (rules 27). */

interface AbusedApp {
  readonly appId: string;
  readonly name: string;
}

/** Where the list was read, and when it last changed and was read. */
export const abusedAppsSource = {
  url: 'https://github.com/huntresslabs/rogueapps',
  changedIn: '2024-10',
  readOn: '2026-11-30',
} as const;

/**
 * Ids are the same in every tenant. Some of these have legitimate users as well: eM Client and rclone are ordinary
 * programs that attackers use to copy mailboxes and files.
 */
const abusedApps: readonly AbusedApp[] = [
  { appId: 'e9a7fea1-1cc0-4cd9-a31b-9137ca5deedd', name: 'eM Client' },
  { appId: 'ff8d92dc-3d82-41d6-bcbd-b9174d163620', name: 'PerfectData Software' },
  { appId: 'a245e8c0-b53c-4b67-9b45-751d1dff8e6b', name: 'Newsletter Software SuperMailer' },
  { appId: 'b15665d9-eda6-4092-8539-0eec376afd59', name: 'rclone' },
  { appId: 'a43e5392-f48b-46a4-a0f1-098b5eeb4757', name: 'CloudSponge' },
];

interface KnownApp {
  readonly appId: string;
  readonly name: string;
  readonly replyUrls: readonly string[];
}

/** The entry of the list for an application. */
export const abusedAppOf = (appId: string): AbusedApp | undefined =>
  abusedApps.find((abused) => abused.appId === appId.toLowerCase());

/** A loopback address with a port: where a tool on a computer waits for the code of a sign-in. */
const loopback = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\]):\d/i;
const userName = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const letter = /\p{L}/u;

export type NameMark = 'user-name' | 'no-letter';

const nameMarkOf = (name: string): NameMark | undefined => {
  if (userName.test(name)) return 'user-name';
  return letter.test(name) ? undefined : 'no-letter';
};

/**
 * The two marks of a rogue application, where it has both. One of them proves nothing: most programs for desktop and
 * command line have a loopback address.
 */
export const rogueMarksOf = ({
  name,
  replyUrls,
}: KnownApp): { readonly name: NameMark; readonly replyUrls: readonly string[] } | undefined => {
  const nameMark = nameMarkOf(name.trim());
  const loopbackUrls = replyUrls.filter((url) => loopback.test(url.trim()));
  return nameMark === undefined || loopbackUrls.length === 0 ? undefined : { name: nameMark, replyUrls: loopbackUrls };
};

export const isOrLooksRogue = (app: KnownApp): boolean =>
  abusedAppOf(app.appId) !== undefined || rogueMarksOf(app) !== undefined;
