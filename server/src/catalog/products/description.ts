import { Injectable } from '@nestjs/common';
import sanitizeHtml from 'sanitize-html';
import { PictureUrls } from '../../pictures/picture-url.js';

const TAGS = [
  ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'strong', 'b', 'em', 'i', 'u', 's'],
  ...['blockquote', 'span', 'div', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'img'],
];

/** Makes a product's description harmless, whoever wrote it. Cleaning twice changes nothing. */
@Injectable()
export class Descriptions {
  constructor(private readonly pictures: PictureUrls) {}

  /** Paragraphs, lists, tables, emphasis and pictures of this shop; everything else goes. */
  clean(html: string): string {
    return sanitizeHtml(html, {
      allowedTags: TAGS,
      allowedAttributes: { img: ['src', 'alt'], td: ['colspan'], th: ['colspan'] },
      allowedSchemes: ['http', 'https'],
      exclusiveFilter: ({ tag, attribs }) =>
        tag === 'img' && this.pictures.ownName(attribs['src'] ?? '') === null,
    }).trim();
  }
}
