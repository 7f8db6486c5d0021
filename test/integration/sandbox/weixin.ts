import { Bench, type OpenSandbox } from './fixtures.js';

export interface WeixinAnswer {
  readonly errcode?: number;
  readonly errmsg?: string;
  readonly [field: string]: unknown;
}

/** A plain caller of api.weixin.qq.com that fetches its token by the book. */
export class Weixin {
  private readonly bench: Bench;
  private token = '';

  constructor(private readonly sandbox: Pick<OpenSandbox, 'url' | 'credentials'>) {
    this.bench = new Bench(sandbox.url);
  }

  async fetchToken(over: object = {}): Promise<WeixinAnswer> {
    const { appId: appid, appSecret: secret } = this.sandbox.credentials;
    const body = { grant_type: 'client_credential', appid, secret, ...over };
    const answer = await this.bench.call<WeixinAnswer>('POST', '/cgi-bin/stable_token', body);
    this.token = String(answer['access_token']);
    return answer;
  }

  call(path: string, body: unknown, token = this.token): Promise<WeixinAnswer> {
    return this.bench.call('POST', `${path}?access_token=${token}`, body);
  }

  login(over: Record<string, string>): Promise<WeixinAnswer> {
    const { appId: appid, appSecret: secret } = this.sandbox.credentials;
    const asked = { appid, secret, grant_type: 'authorization_code', ...over };
    return this.bench.call('GET', `/sns/jscode2session?${new URLSearchParams(asked)}`);
  }
}
