import type { Image } from '@napi-rs/canvas';
import { drawable } from './fonts.js';
import { COLOURS, type Pen } from './pen.js';

const CODE_PX = 196;
const FRAME_PX = 12;

/** Who shares it and how it is opened, beside the code; where the poster ends. */
export function invite(
  pen: Pen,
  { nickname }: { nickname: string | null },
  code: Image | null,
  { x, y, width }: { x: number; y: number; width: number },
): number {
  const side = CODE_PX + 2 * FRAME_PX;
  const frame = { x: x + width - side, y, width: side, height: side };
  pen.box(frame, COLOURS.card, 16);
  const inside = { x: frame.x + FRAME_PX, y: y + FRAME_PX, width: CODE_PX, height: CODE_PX };
  if (code) pen.picture(code, inside, 0, '');
  const room = width - side - 32;
  const name = drawable(nickname ?? '');
  const middle = y + side / 2;
  pen.text(
    name === '' ? '好物分享给你' : name,
    { x, y: middle - 14 },
    {
      ...{ px: 34, weight: 500 as const, widthMax: room },
    },
  );
  const style = { px: 26, colour: COLOURS.second, widthMax: room };
  pen.text(
    name === '' ? '长按识别小程序码' : '推荐给你，长按识别小程序码',
    { x, y: middle + 34 },
    style,
  );
  return y + side + 40;
}
