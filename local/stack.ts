import { type LocalIssuer, startIssuer } from '#local/issuer.ts';
import { type AssemblySettings, runAssembly } from '#local/runtime/run-assembly.ts';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';

/** The `aud` that the stage `local` asks of its tokens. */
const localAudience = 'vectis-local';

export interface StackSettings
  extends Pick<AssemblySettings, 'port' | 'dataDir' | 'limits' | 'onLogLine' | 'onAlarm' | 'onMessage'> {
  /** The folder that the synthesis of the stage `local` wrote. */
  readonly assemblyDir: string;
  /** The value of `MICROSOFT_ORIGINS`; without it the functions speak to Microsoft itself. */
  readonly microsoftOrigins?: Readonly<Record<string, string>>;
  /** Where the clock starts; now, when left out. */
  readonly now?: Date;
  /** A clock that somebody else follows too, instead of `now`. */
  readonly clock?: RuntimeClock;
  /** Of the issuer; a token's `iss` must stay the same over data that is kept. */
  readonly issuerPort?: number;
}

export interface RunningStack extends RunningAssembly {
  readonly issuer: LocalIssuer;
}

/** The synthesized stack with an issuer for its people. */
export const startStack = async (settings: StackSettings): Promise<RunningStack> => {
  const { assemblyDir, microsoftOrigins, now, clock = new RuntimeClock(now), issuerPort = 0, ...rest } = settings;
  const issuer = await startIssuer({ audience: localAudience, now: () => clock.now(), port: issuerPort });
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
    // Assigned, not spread: the run's getters must go on telling what is.
    return Object.assign(running, { issuer, stop });
  } catch (error) {
    await issuer.stop();
    throw error;
  }
};
