import { randomId } from './random';
import { keep, recall } from './storage';

let making: Promise<string> | null = null;

/** The id this device made for itself and keeps, whoever logs in on it. */
export function installationId(): Promise<string> {
  return (making ??= known());
}

async function known(): Promise<string> {
  const kept = recall<string>('installation-id');
  if (kept !== null) return kept;
  const made = await randomId();
  keep('installation-id', made);
  return made;
}
