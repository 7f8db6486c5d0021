import { createCanvas, type Canvas, type Image } from '@napi-rs/canvas';
import type { GoodsPoster } from './drawing.js';
import { drawable } from './fonts.js';
import { invite } from './invite.js';
import { COLOURS, Pen } from './pen.js';

const WIDTH = 750;
/** Room for two lines of title; what they do not need is cut off. */
const HEIGHT = 1_320;
const MARGIN = 48;
const INNER = WIDTH - 2 * MARGIN;
const TITLE_LEADING = 56;

/** A product's picture, name and price over the code that opens it. */
export function drawGoodsPoster(facts: GoodsPoster, [picture, code]: (Image | null)[]): Canvas {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const pen = new Pen(canvas.getContext('2d'));
  pen.box({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, COLOURS.paper);
  heading(pen, facts);
  const square = { x: MARGIN, y: 120, width: INNER, height: INNER };
  pen.picture(picture ?? null, square, 20, facts.title);
  let y = square.y + INNER + 66;
  const title = { x: MARGIN, y, width: INNER, height: 0 };
  const style = { px: 38, weight: 500 as const, linesMax: 2, leading: TITLE_LEADING };
  y = pen.paragraph(facts.title, title, style) + 90;
  const end = pen.price(facts, { x: MARGIN, y }, 64);
  label(pen, facts.priceLabel, { x: end + 18, y });
  pen.text(
    facts.note,
    { x: WIDTH - MARGIN, y },
    { px: 24, colour: COLOURS.second, align: 'right' },
  );
  y += 44;
  pen.box({ x: MARGIN, y, width: INNER, height: 2 }, COLOURS.hairline);
  return cut(canvas, invite(pen, facts, code ?? null, { x: MARGIN, y: y + 34, width: INNER }));
}

function heading(pen: Pen, { shopName, slogan }: GoodsPoster): void {
  const y = 84;
  const style = { px: 34, weight: 700 as const, widthMax: INNER * 0.6 };
  const width = pen.text(shopName, { x: MARGIN, y }, style);
  pen.text(
    slogan,
    { x: WIDTH - MARGIN, y },
    {
      ...{ px: 24, colour: COLOURS.second, align: 'right' as const },
      widthMax: INNER - width - 40,
    },
  );
}

/** Who pays this price, in a frame of the brand's colour. */
function label(pen: Pen, said: string, at: { x: number; y: number }): void {
  if (drawable(said) === '') return;
  const style = { px: 26, weight: 500 as const, colour: COLOURS.brand };
  const width = pen.text(said, { x: at.x + 14, y: at.y - 9 }, style);
  pen.context.strokeStyle = COLOURS.brand;
  pen.context.lineWidth = 2;
  pen.context.beginPath();
  pen.context.roundRect(at.x, at.y - 42, width + 28, 46, 10);
  pen.context.stroke();
}

function cut(canvas: Canvas, height: number): Canvas {
  const shorter = createCanvas(WIDTH, height);
  shorter.getContext('2d').drawImage(canvas, 0, 0);
  return shorter;
}
