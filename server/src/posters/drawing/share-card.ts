import { createCanvas, type Canvas, type Image } from '@napi-rs/canvas';
import type { ShareCard } from './drawing.js';
import { drawable } from './fonts.js';
import { COLOURS, Pen } from './pen.js';

/** WeChat shows the picture of a share card at 5:4. */
const WIDTH = 500;
const HEIGHT = 400;
const MARGIN = 20;
const PADDING = 18;
const PLATE = 84;

/** The product's picture and its price, to be read at the size of a thumb. */
export function drawShareCard(facts: ShareCard, [picture]: (Image | null)[]): Canvas {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const pen = new Pen(canvas.getContext('2d'));
  // The plate is as wide as what stands on it, which is known once it has been drawn.
  const width = offer(pen, facts, HEIGHT) - MARGIN + PADDING;
  const plate = { x: MARGIN, y: HEIGHT - MARGIN - PLATE, width, height: PLATE };
  pen.picture(picture ?? null, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, 0, facts.title);
  pen.box(plate, COLOURS.card, 16);
  offer(pen, facts, plate.y + 62);
  return canvas;
}

/** The price and who pays it; where that ends. */
function offer(pen: Pen, facts: ShareCard, y: number): number {
  const end = pen.price(facts, { x: MARGIN + PADDING, y }, 56);
  if (drawable(facts.priceLabel) === '') return end;
  const style = { px: 26, weight: 500 as const, colour: COLOURS.card };
  const width = pen.widthOf(facts.priceLabel, style) + 32;
  pen.box({ x: end + 16, y: y - 40, width, height: 44 }, COLOURS.brand, 22);
  pen.text(facts.priceLabel, { x: end + 32, y: y - 9 }, style);
  return end + 16 + width;
}
