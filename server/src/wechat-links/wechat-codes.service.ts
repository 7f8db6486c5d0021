import { Inject, Injectable } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { pngOf } from '../pictures/encode.js';
import { PictureFiles } from '../pictures/picture-files.js';
import { Pictures } from '../pictures/pictures.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { inTransaction } from '../platform/transaction.js';
import { WechatApi } from '../platform/wechat-api.js';
import { insertCode, pictureOfCode, type CodeArguments } from './wechat-code.store.js';
import { WechatCalls } from './wechat-calls.js';

const WIDTH_PX = 430;
const BUILDS = { developer: 'develop', trial: 'trial', formal: 'release' } as const;

/** Mini-program codes: each is made once and kept as a picture, for it never changes nor ends. */
@Injectable()
export class WechatCodes {
  private readonly underway = new Map<string, Promise<string>>();

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly api: WechatApi,
    private readonly calls: WechatCalls,
    private readonly pictures: Pictures,
    private readonly files: PictureFiles,
  ) {}

  /**
   * The name of the public picture of a code that opens `page` with `scene` (at most 32 characters).
   * @throws Refusal WECHAT_UNAVAILABLE, WECHAT_LINK_REFUSED
   */
  async nameOf(page: string, scene: string, widthPx = WIDTH_PX): Promise<string> {
    const build = BUILDS[this.config.WECHAT_MINIPROGRAM_STATE];
    const code = { page, scene, widthPx, build };
    return (await pictureOfCode(this.db.manager, code)) ?? this.madeOnce(code);
  }

  /** As `nameOf`, giving the bytes (WebP). */
  async bytesOf(page: string, scene: string, widthPx = WIDTH_PX): Promise<Buffer> {
    return this.read(await this.nameOf(page, scene, widthPx));
  }

  /** A code that was made, by the name of its picture, as PNG for print. */
  async pngNamed(name: string): Promise<Buffer> {
    return pngOf(await this.read(name));
  }

  private async read(name: string): Promise<Buffer> {
    const bytes = await this.files.get(name);
    assert(bytes, `no bytes of the code ${name}`);
    return bytes;
  }

  /** Those who ask for the same code meanwhile wait for the one call. */
  private madeOnce(code: CodeArguments): Promise<string> {
    const key = JSON.stringify(code);
    const already = this.underway.get(key);
    if (already) return already;
    const making = this.made(code).finally(() => this.underway.delete(key));
    this.underway.set(key, making);
    return making;
  }

  private async made(code: CodeArguments): Promise<string> {
    const { page, scene, widthPx: width, build: env_version } = code;
    // A page that is not released yet can be opened in the other builds alone.
    const check_path = env_version === 'release';
    const body = { page, scene, width, env_version, check_path };
    const bytes = await this.calls.try(() => this.api.picture('/wxa/getwxacodeunlimit', body));
    const name = await this.pictures.keepPublic(bytes);
    await inTransaction(this.db, (tx) => insertCode(tx, code, name, this.clock.now()));
    return name;
  }
}
