import type { Image, SKRSContext2D } from '@napi-rs/canvas';
import { formatYuan, linesOf, type Fen } from '@siyu/shared';
import { drawable, fontFor } from './fonts.js';
import type { GoodsFacts } from './drawing.js';

/** The shop's colours, as its pages have them. */
export const COLOURS = {
  paper: '#FAF7F2',
  card: '#FFFFFF',
  ink: '#221D18',
  second: '#6F665C',
  hairline: '#EAE3D9',
  brand: '#B4432F',
  tint: '#F1EAE0',
} as const;

interface TextStyle {
  px: number;
  weight?: 400 | 500 | 700;
  colour?: string;
  align?: 'left' | 'right' | 'center';
  /** Beyond it a text ends with an ellipsis. */
  widthMax?: number;
}

export interface Place {
  x: number;
  y: number;
}

export interface Box extends Place {
  width: number;
  height: number;
}

/** Draws on one canvas, in pixels. A text's `y` is its baseline. */
export class Pen {
  constructor(readonly context: SKRSContext2D) {}

  /** Fills a box, its corners rounded by `radius`. */
  box({ x, y, width, height }: Box, colour: string, radius = 0): void {
    this.context.fillStyle = colour;
    this.context.beginPath();
    this.context.roundRect(x, y, width, height, radius);
    this.context.fill();
  }

  /** A picture that covers a box, its middle shown; where there is none, the name on its tint. */
  picture(image: Image | null, box: Box, radius: number, name: string): void {
    this.box(box, COLOURS.tint, radius);
    if (image === null) {
      this.nameOn(box, name);
      return;
    }
    const scale = Math.max(box.width / image.width, box.height / image.height);
    const [width, height] = [box.width / scale, box.height / scale];
    const [left, top] = [(image.width - width) / 2, (image.height - height) / 2];
    this.context.save();
    this.context.beginPath();
    this.context.roundRect(box.x, box.y, box.width, box.height, radius);
    this.context.clip();
    this.context.drawImage(
      image,
      ...([left, top, width, height] as const),
      ...([box.x, box.y, box.width, box.height] as const),
    );
    this.context.restore();
  }

  /** One line; its width. */
  text(said: string, { x, y }: Place, style: TextStyle): number {
    const shown = drawable(said);
    const { px, weight = 400, colour = COLOURS.ink, align = 'left', widthMax } = style;
    const [line = ''] = widthMax === undefined ? [shown] : this.lines(shown, style, widthMax, 1);
    this.context.font = fontFor(line, px, weight);
    this.context.fillStyle = colour;
    this.context.textAlign = align;
    this.context.fillText(line, x, y);
    return this.context.measureText(line).width;
  }

  /** How wide a line is. */
  widthOf(said: string, { px, weight = 400 }: TextStyle): number {
    const shown = drawable(said);
    this.context.font = fontFor(shown, px, weight);
    return this.context.measureText(shown).width;
  }

  /** Several lines of `leading` pixels each; the baseline of the last. */
  paragraph(
    said: string,
    at: Box,
    style: TextStyle & { linesMax: number; leading: number },
  ): number {
    const lines = this.lines(drawable(said), style, at.width, style.linesMax);
    lines.forEach((line, row) =>
      this.text(line, { x: at.x, y: at.y + row * style.leading }, style),
    );
    return at.y + Math.max(0, lines.length - 1) * style.leading;
  }

  /**
   * A price as the shop writes it: the integer part big, its fen small and left out when there are
   * none. Where it ends.
   */
  price({ priceFen, priceVaries, struckFen }: GoodsFacts, at: Place, px: number): number {
    const [yuan = '', cents = ''] = formatYuan(priceFen).split('.');
    const small = Math.round(px * 0.5);
    const style = { colour: COLOURS.brand, weight: 700 as const };
    let x = at.x + this.text('¥', at, { ...style, px: small }) + 2;
    x += this.text(yuan, { x, y: at.y }, { ...style, px });
    const fenText = cents === '00' ? '' : `.${cents}`;
    x += this.text(fenText, { x: x + 1, y: at.y }, { ...style, px: small });
    if (priceVaries) x += 6 + this.text('起', { x: x + 6, y: at.y }, { ...style, px: small });
    return struckFen === null ? x : this.struck(struckFen, { x: x + px * 0.3, y: at.y }, small);
  }

  private struck(amountFen: Fen, at: Place, px: number): number {
    const style = { px, colour: COLOURS.second };
    const width = this.text(`¥${formatYuan(amountFen).replace(/\.00$/, '')}`, at, style);
    this.box({ x: at.x, y: at.y - px * 0.36, width, height: 2 }, COLOURS.second);
    return at.x + width;
  }

  private nameOn(box: Box, name: string): void {
    const px = Math.round(box.width / 14);
    const style = { px, weight: 500 as const, colour: COLOURS.second, align: 'center' as const };
    const inner = box.width * 0.7;
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, width: inner, height: 0 };
    this.paragraph(name, at, { ...style, linesMax: 2, leading: px * 1.5 });
  }

  private lines(shown: string, style: TextStyle, widthMax: number, linesMax: number): string[] {
    const { px, weight = 400 } = style;
    const font = fontFor(`${shown}…`, px, weight);
    const widthOf = (text: string) => {
      this.context.font = font;
      return this.context.measureText(text).width;
    };
    return linesOf(shown, { widthOf, widthMax, linesMax });
  }
}
