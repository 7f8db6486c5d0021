/** Where the mini-program's requests really go. */
export interface Outside {
  /** The API, whatever address the bundle was built for. */
  serverUrl: string;
  /** The WeChat sandbox; null where nothing is asked of WeChat. */
  sandboxUrl: string | null;
  /** Whose phone this is. */
  openid: string;
  /** Ends every request under way when the phone is put away. */
  away: AbortSignal;
  /** Called after every answer, so that waiting can look again. */
  answered: () => void;
}

/** `wx.request` on the real server: the path counts, the host is the one under test. */
export async function serverCall(outside: Outside, options: object): Promise<object> {
  const { url, method, data, header } = options as {
    url: string;
    method: string;
    data?: string;
    header?: Record<string, string>;
  };
  const { pathname, search } = new URL(url);
  const answer = await fetch(outside.serverUrl + pathname + search, {
    method,
    signal: outside.away,
    ...(data !== undefined && { body: data }),
    ...(header !== undefined && { headers: header }),
  });
  const body = await answer.text();
  setImmediate(outside.answered);
  return { statusCode: answer.status, data: body, header: Object.fromEntries(answer.headers) };
}

/** What WeChat itself does on a phone, done by the sandbox. */
export async function sandboxCall(outside: Outside, path: string, body: object): Promise<object> {
  if (outside.sandboxUrl === null) return { errMsg: 'wx:fail no sandbox' };
  const answer = await fetch(outside.sandboxUrl + path, {
    method: 'POST',
    signal: outside.away,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  setImmediate(outside.answered);
  if (!answer.ok) return { errMsg: `wx:fail ${await answer.text()}` };
  return (await answer.json()) as object;
}
