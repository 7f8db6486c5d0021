let offsetMs = 0;

/** Learns the server's time; every countdown and deadline of the client runs on it afterwards. */
export function alignClock(serverTime: string): void {
  offsetMs = Date.parse(serverTime) - Date.now();
}

/** Now, as the server sees it. The only source of time in the mini-program. */
export function serverNow(): Date {
  return new Date(Date.now() + offsetMs);
}

/** Milliseconds by the phone’s own clock: it may be off, and never jumps when it is aligned. */
export function phoneNowMs(): number {
  return Date.now();
}
