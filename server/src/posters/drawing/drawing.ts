import type { Fen } from '@siyu/shared';

/** What a poster and a card say of goods. */
export interface GoodsFacts {
  title: string;
  priceFen: Fen;
  /** The lowest of several: "¥12 起". */
  priceVaries: boolean;
  /** A lawful price before, shown struck through. */
  struckFen: Fen | null;
  /** Who pays this price, such as `3 人团`; empty where anybody does. */
  priceLabel: string;
}

interface FromSomeone {
  shopName: string;
  slogan: string;
  /** Who shares it; null where they have not said their name. */
  nickname: string | null;
}

/** Pictures, as they are named among the shop's files; null where there is none. */
export interface GoodsPoster extends GoodsFacts, FromSomeone {
  layout: 'goods';
  /** Such as until when a team may be joined; empty where there is nothing to add. */
  note: string;
  pictures: [picture: string | null, code: string];
}

export interface InvitationPoster extends FromSomeone {
  layout: 'invitation';
  pictures: [...goods: string[], code: string];
}

export interface ShareCard extends GoodsFacts {
  layout: 'card';
  pictures: [picture: string | null];
}

/** Everything a picture is drawn from: the same always gives the same bytes. */
export type Drawing = GoodsPoster | InvitationPoster | ShareCard;

/** A drawing with the bytes of its pictures, in their order; as a thread is handed it. */
export interface DrawingJob {
  drawing: Drawing;
  pictures: (Uint8Array | null)[];
}
