import type { FastifyInstance } from 'fastify';
import qrcode from 'qrcode-generator';
import sharp from 'sharp';

import { WeixinError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { RateWindow } from '../rate-window.js';
import type { World } from '../world.js';
import { jsonBody, text } from './request.js';

const CALLS_PER_MINUTE = 5_000;
const SCENE = /^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/;
const DEFAULT_PAGE = 'home/index';
const WIDTH = { least: 280, most: 1_280, usual: 430 };
/** Modules of white around the code, without which a reader does not find it. */
const MARGIN = 4;

/**
 * `POST /wxa/getwxacodeunlimit`: bytes of a picture, or an error as JSON. WeChat's round code can be
 * read by WeChat alone; here it is a QR code that says `siyu-sandbox:page?scene=…`.
 */
export function miniCodeRoute(app: FastifyInstance, world: World): void {
  const perMinute = new RateWindow(CALLS_PER_MINUTE, 60_000);
  app.post('/wxa/getwxacodeunlimit', async (request, reply) => {
    if (!perMinute.admits('', world.clock.nowMs())) {
      throw new WeixinError(45009, 'reach max api minute quota limit');
    }
    const body = jsonBody(request);
    const scene = text(body, 'scene') ?? '';
    if (!SCENE.test(scene)) throw new WeixinError(40129, 'invalid scene');
    const page = pageOf(body);
    return reply.type('image/png').send(await drawn(`siyu-sandbox:${page}?scene=${scene}`, body));
  });
}

/** The page without a slash before it and without a query, as WeChat wants it. */
export function isPage(page: string): boolean {
  return page.length <= 1_024 && /^[^/?#\s][^?#\s]*$/.test(page);
}

function pageOf(body: JsonObject): string {
  const page = text(body, 'page') ?? DEFAULT_PAGE;
  if (!isPage(page)) throw new WeixinError(41030, 'invalid page');
  return page;
}

async function drawn(content: string, body: JsonObject): Promise<Buffer> {
  const width = body['width'] ?? WIDTH.usual;
  if (typeof width !== 'number' || !(width >= WIDTH.least && width <= WIDTH.most)) {
    throw new WeixinError(40097, 'invalid args');
  }
  const code = qrcode(0, 'M');
  code.addData(content);
  code.make();
  const side = code.getModuleCount() + 2 * MARGIN;
  const modules = Buffer.alloc(side * side, 255);
  for (let row = 0; row < code.getModuleCount(); row++) {
    for (let column = 0; column < code.getModuleCount(); column++) {
      if (code.isDark(row, column)) modules[(row + MARGIN) * side + column + MARGIN] = 0;
    }
  }
  return sharp(modules, { raw: { width: side, height: side, channels: 1 } })
    .resize(Math.round(width), Math.round(width), { kernel: 'nearest' })
    .png()
    .toBuffer();
}
