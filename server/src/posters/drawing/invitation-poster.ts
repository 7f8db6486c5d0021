import { createCanvas, type Canvas, type Image } from '@napi-rs/canvas';
import type { InvitationPoster } from './drawing.js';
import { drawable } from './fonts.js';
import { COLOURS, Pen } from './pen.js';

const WIDTH = 750;
const HEIGHT = 1_180;
const MARGIN = 48;
const GAP = 16;
const CODE_PX = 320;
const MIDDLE = WIDTH / 2;

/** The shop's name over some of its goods, and the code that opens its front page. */
export function drawInvitation(facts: InvitationPoster, pictures: (Image | null)[]): Canvas {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const pen = new Pen(canvas.getContext('2d'));
  pen.box({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, COLOURS.paper);
  const centred = { align: 'center' as const, widthMax: WIDTH - 2 * MARGIN };
  pen.text(facts.shopName, { x: MIDDLE, y: 150 }, { ...centred, px: 64, weight: 700 });
  pen.text(facts.slogan, { x: MIDDLE, y: 214 }, { ...centred, px: 28, colour: COLOURS.second });
  goods(pen, pictures.slice(0, -1), 276);
  const frame = { x: MIDDLE - CODE_PX / 2 - 20, y: 556, width: CODE_PX + 40, height: CODE_PX + 40 };
  pen.box(frame, COLOURS.card, 24);
  const inside = { x: frame.x + 20, y: frame.y + 20, width: CODE_PX, height: CODE_PX };
  const code = pictures.at(-1) ?? null;
  if (code) pen.picture(code, inside, 0, '');
  const name = drawable(facts.nickname ?? '');
  const said = name === '' ? '邀请你来逛逛' : `${name} 邀请你来逛逛`;
  pen.text(said, { x: MIDDLE, y: 1_000 }, { ...centred, px: 36, weight: 500 });
  const how = { ...centred, px: 26, colour: COLOURS.second };
  pen.text('长按识别小程序码', { x: MIDDLE, y: 1_054 }, how);
  pen.box({ x: MIDDLE - 32, y: 1_102, width: 64, height: 4 }, COLOURS.brand, 2);
  return canvas;
}

/** Up to three side by side. */
function goods(pen: Pen, pictures: (Image | null)[], y: number): void {
  const side = (WIDTH - 2 * MARGIN - 2 * GAP) / 3;
  const width = pictures.length * side + (pictures.length - 1) * GAP;
  pictures.forEach((picture, at) => {
    const x = MIDDLE - width / 2 + at * (side + GAP);
    pen.picture(picture, { x, y, width: side, height: side }, 16, '');
  });
}
