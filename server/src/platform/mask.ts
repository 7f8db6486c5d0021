/** `13812345678` → `138****5678`: what may be shown and logged of a phone number. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** The first characters of an openid, enough to correlate log lines, not to name a person. */
export function maskOpenid(openid: string): string {
  return `${openid.slice(0, 6)}…`;
}
