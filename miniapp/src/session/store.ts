import type { Session, ShopConfig, Shopper } from '@siyu/shared';
import { create } from 'zustand';
import { alignClock } from '@/platform/clock';
import { setCredentials, settledRequests } from '@/platform/http';
import { installationId } from '@/platform/installation';
import { loginCode } from '@/platform/login';
import { randomId } from '@/platform/random';
import { codeOf, type ClientCode } from '@/platform/refused';
import { setSandboxUrl } from '@/platform/sandbox';
import { forget, keep, recall } from '@/platform/storage';
import { logIn, logOut, readShopConfig, refreshSession } from './api';

/** What the shopper answered to the agreement and the privacy policy of one version. */
interface Consent {
  version: string;
  answer: 'agreed' | 'refused';
}

interface SessionState {
  /** Null until the server has answered once. */
  config: ShopConfig | null;
  /** `asking` is the first open; who refused browses, and is asked again when it is needed. */
  consent: 'unknown' | 'asking' | 'agreed' | 'refused';
  shopper: Shopper | null;
}

export const useSession = create<SessionState>(() => ({
  config: null,
  consent: 'unknown',
  shopper: null,
}));

/** Only these say that a session is over; a server that is down says nothing about it. */
const ENDS_SESSION: readonly ClientCode[] = [
  'SESSION_EXPIRED',
  'REFRESH_TOKEN_REUSED',
  'UNAUTHENTICATED',
];

let session: Session | null = recall<Session>('session');
let anonymousId: string | null = recall<string>('anonymous-id');
let loggingIn: Promise<Shopper> | null = null;
let renewing: Promise<boolean> | null = null;
let answered: ((agreed: boolean) => void) | null = null;

setCredentials({
  known: () => loggingIn?.catch(() => undefined) ?? Promise.resolve(),
  sessionToken: () => session?.sessionToken ?? null,
  anonymousId: () => anonymousId,
  renew: () => (renewing ??= renewed().finally(() => (renewing = null))),
});

/**
 * Opens the shop: learns its configuration, remembers the shopper or logs them in silently when
 * they have agreed before. Without network it leaves everything for the next need.
 */
export async function openShop(): Promise<void> {
  useSession.setState({ shopper: session?.shopper ?? null });
  if (anonymousId === null) {
    anonymousId = await randomId();
    keep('anonymous-id', anonymousId);
  }
  try {
    const config = await shopConfig();
    useSession.setState({ consent: consentTo(config.agreementVersion) });
    if (useSession.getState().consent === 'agreed') await loggedIn();
  } catch {
    // The pages show what cannot be had; the first thing that needs a shopper tries again.
  }
}

/** The shop's configuration, asked for once. Throws `Refused`. */
export async function shopConfig(): Promise<ShopConfig> {
  const known = useSession.getState().config;
  if (known !== null) return known;
  const config = await readShopConfig();
  alignClock(config.serverTime);
  setSandboxUrl(config.sandboxUrl);
  useSession.setState({ config });
  return config;
}

/**
 * The shopper, logged in now if need be; asks for the agreement first when it is missing. Null
 * when they decline it. Throws `Refused` when logging in fails.
 */
export async function ensureShopper(): Promise<Shopper | null> {
  const config = await shopConfig();
  const agreed = consentTo(config.agreementVersion) === 'agreed' || (await askForConsent());
  return agreed ? loggedIn() : null;
}

/** Records the answer given on the consent sheet. Declining leaves everything open to look at. */
export function answerConsent(answer: Consent['answer']): void {
  const version = useSession.getState().config?.agreementVersion ?? '';
  keep('consent', { version, answer } satisfies Consent);
  useSession.setState({ consent: answer });
  answered?.(answer === 'agreed');
  answered = null;
  // Whoever waits for the shopper logs in themselves and hears of a failure.
  if (answer === 'agreed') void loggedIn().catch(() => undefined);
}

/** Ends the session here and on the server; the cart stays with the account. */
export async function leave(): Promise<void> {
  await logOut().catch(() => undefined);
  await forgetSession();
}

/** The account is deleted: this device knows nobody any more, and who comes back agrees anew. */
export async function forgetAccount(): Promise<void> {
  forget('consent');
  useSession.setState({ consent: 'refused' });
  await forgetSession();
}

/** Takes over what the server says about the shopper, for instance a phone number just bound. */
export function setShopper(shopper: Shopper): void {
  if (session) remember({ ...session, shopper });
}

function askForConsent(): Promise<boolean> {
  useSession.setState({ consent: 'asking' });
  return new Promise((resolve) => (answered = resolve));
}

function consentTo(version: string): SessionState['consent'] {
  const given = recall<Consent>('consent');
  return given?.version === version ? given.answer : 'asking';
}

/** Concurrent needs share one login. */
async function loggedIn(): Promise<Shopper> {
  if (session) return session.shopper;
  return (loggingIn ??= freshLogin().finally(() => (loggingIn = null)));
}

async function freshLogin(): Promise<Shopper> {
  const { agreementVersion } = await shopConfig();
  const code = await loginCode();
  await settledRequests();
  const anonymous = anonymousId === null ? {} : { anonymousId };
  const device = { installationId: await installationId() };
  const made = await logIn({ code, agreementVersion, ...anonymous, ...device });
  remember(made);
  return made.shopper;
}

async function renewed(): Promise<boolean> {
  if (session === null) return false;
  try {
    remember(await refreshSession(session.refreshToken));
    return true;
  } catch (error) {
    if (!ENDS_SESSION.includes(codeOf(error))) return false;
    await forgetSession();
    return loggedIn().then(
      () => true,
      () => false,
    );
  }
}

function remember(made: Session): void {
  session = made;
  keep('session', made);
  useSession.setState({ shopper: made.shopper });
}

/** What was anonymous became the shopper's; the next visitor of this device starts empty. */
async function forgetSession(): Promise<void> {
  session = null;
  forget('session');
  useSession.setState({ shopper: null });
  anonymousId = await randomId();
  keep('anonymous-id', anonymousId);
}
