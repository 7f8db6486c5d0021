/** What one request told the outside. */
export interface Sent {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Where the mini-program's requests really go. */
export interface Outside {
  /** The API, whatever address the bundle was built for. */
  serverUrl: string;
  /** The WeChat sandbox; null where nothing is asked of WeChat. */
  sandboxUrl: string | null;
  /** Whose phone this is. */
  openid: string;
  /** Called before every request, with what leaves the phone. */
  asked: (request: Sent) => void;
  /** Called after every request, so that waiting can look again, with what the shop failed at. */
  answered: (trouble?: string) => void;
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
  return sent(outside, pathname + search, {
    method,
    ...(data !== undefined && { body: data }),
    ...(header !== undefined && { headers: header }),
  });
}

/** `wx.uploadFile` on the real server: a form with the one file in it. */
export async function uploadCall(
  outside: Outside,
  options: object,
  files: ReadonlyMap<string, Buffer>,
): Promise<object> {
  const { url, filePath, name, header } = options as {
    url: string;
    filePath: string;
    name: string;
    header: Record<string, string>;
  };
  const bytes = files.get(filePath);
  if (bytes === undefined) return { errMsg: 'uploadFile:fail file not found' };
  const form = new FormData();
  form.append(name, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'tmp.jpg');
  return sent(outside, new URL(url).pathname, { method: 'POST', headers: header, body: form });
}

async function sent(outside: Outside, path: string, init: RequestInit): Promise<object> {
  const { status, text, headers } = await exchange(outside, outside.serverUrl + path, init);
  return { statusCode: status, data: text, header: Object.fromEntries(headers) };
}

/** What WeChat itself does on a phone, done by the sandbox. */
export async function sandboxCall(outside: Outside, path: string, body: object): Promise<object> {
  if (outside.sandboxUrl === null) return { errMsg: 'wx:fail no sandbox' };
  const { status, text } = await exchange(outside, outside.sandboxUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return status === 200 ? (JSON.parse(text) as object) : { errMsg: `wx:fail ${text}` };
}

async function exchange(outside: Outside, url: string, init: RequestInit) {
  outside.asked(sentBy(url, init));
  let trouble: string | undefined;
  try {
    const answer = await fetch(url, init);
    const text = await answer.text();
    if (answer.status >= 500) trouble = `${answer.status} ${url}: ${text}`;
    return { status: answer.status, text, headers: answer.headers };
  } finally {
    setImmediate(() => outside.answered(trouble));
  }
}

function sentBy(url: string, { method = 'GET', headers, body }: RequestInit): Sent {
  const given = Object.fromEntries(new Headers(headers));
  return { method, url, headers: given, body: typeof body === 'string' ? body : '' };
}
