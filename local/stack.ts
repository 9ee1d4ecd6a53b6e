import { settingsOf } from '#infra/settings.ts';
import { commandLineCallbacks, consoleCallback } from '#infra/sign-in-addresses.ts';
import { type LocalIssuer, startIssuer } from '#local/issuer.ts';
import { type AssemblySettings, runAssembly } from '#local/runtime/run-assembly.ts';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';

/** The client of the stage `local`, which the command line and a console on this machine share. */
const localClient = {
  clientId: 'vectis-local',
  redirectUris: [...commandLineCallbacks, ...settingsOf('local').corsOrigins.map(consoleCallback)],
};

export interface StackSettings
  extends Pick<
    AssemblySettings,
    'port' | 'dataDir' | 'limits' | 'onEngineStart' | 'onEngineFailure' | 'onLogLine' | 'onAlarm' | 'onMessage'
  > {
  /** The cloud assembly of the stage `local`. */
  readonly assemblyDir: string;
  /** The value of `MICROSOFT_ORIGINS`. Without it the functions call Microsoft itself. */
  readonly microsoftOrigins?: Readonly<Record<string, string>>;
  /** Where the clock starts. The machine's time when left out. */
  readonly now?: Date;
  /** A clock shared with others, such as the simulated Microsoft. It replaces `now`. */
  readonly clock?: RuntimeClock;
  /**
   * Port of the issuer. It must stay the same over a kept database, which stores members by the `iss` of their tokens.
   */
  readonly issuerPort?: number;
}

export interface RunningStack extends RunningAssembly {
  readonly issuer: LocalIssuer;
}

/** Starts the synthesized stack together with an issuer for its members. */
export const startStack = async (settings: StackSettings): Promise<RunningStack> => {
  const { assemblyDir, microsoftOrigins, now, clock = new RuntimeClock(now), issuerPort = 0, ...rest } = settings;
  const issuer = await startIssuer({ clients: [localClient], now: () => clock.now(), port: issuerPort });
  try {
    const running = await runAssembly({
      ...rest,
      directory: assemblyDir,
      clock,
      parameters: { OidcIssuer: issuer.url },
      environment: microsoftOrigins === undefined ? {} : { MICROSOFT_ORIGINS: JSON.stringify(microsoftOrigins) },
    });
    const stopAssembly = running.stop;
    const stop = async (): Promise<void> => {
      await stopAssembly();
      await issuer.stop();
    };
    // Assigned, not spread: a spread would freeze what the getters return.
    return Object.assign(running, { issuer, stop });
  } catch (error) {
    await issuer.stop();
    throw error;
  }
};
