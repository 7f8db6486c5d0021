import { room } from './room.mjs';
import { element } from './svg.mjs';
import { lookDown, outline, pathOf, project, shadowPoint } from './view.mjs';

const SHADOW = '#3a2a1c';

/**
 * One picture in the making: what is drawn goes on in the order it is given, over all shadows on
 * the table. Coordinates have their origin on the table; `origin` says where that is in the
 * picture, `scale` how large.
 */
export class Studio {
  #definitions = new Map();
  #shadows = [];
  #drawn = [];
  #surface = null;

  constructor({ paper, width = 750, height = 750, origin = [375, 520], scale = 1, pitch = 0.36 }) {
    lookDown(pitch);
    Object.assign(this, { paper, width, height, origin, scale });
  }

  /** Keeps a definition such as a gradient once, and answers the reference to it. */
  define(name, attributes, ...children) {
    const key = element(name, attributes, ...children);
    if (!this.#definitions.has(key)) {
      const id = `d${this.#definitions.size}`;
      this.#definitions.set(key, { id, svg: element(name, { id, ...attributes }, ...children) });
    }
    return `url(#${this.#definitions.get(key).id})`;
  }

  /** A linear gradient over the box of what it fills; stops are [offset, colour, opacity]. */
  gradient(stops, { x1 = 0, y1 = 0, x2 = 1, y2 = 0 } = {}) {
    const list = stops.map(([offset, stopColor, stopOpacity]) =>
      element('stop', { offset, stopColor, stopOpacity }),
    );
    return this.define('linearGradient', { x1, y1, x2, y2 }, list);
  }

  blur(radius) {
    const soft = element('feGaussianBlur', { stdDeviation: radius });
    return this.define('filter', { x: -1, y: -1, width: 3, height: 3 }, soft);
  }

  clip(path) {
    return this.define('clipPath', {}, element('path', { d: path }));
  }

  draw(...svg) {
    this.#drawn.push(...svg.flat());
  }

  /** What stands from now on stands on a raised plane: its shadow also falls there. */
  raise(z, path) {
    this.#surface = { z, clip: this.clip(path) };
  }

  lower() {
    this.#surface = null;
  }

  /** The soft shadow of a body given by world points; `depth` 1 is usual. */
  shade(points, depth = 1) {
    this.#shadows.push(this.#shadowOn(0, points, depth));
    if (this.#surface) {
      const shadow = this.#shadowOn(this.#surface.z, points, depth);
      this.draw(element('g', { clipPath: this.#surface.clip }, shadow));
    }
  }

  /** Wide and faint for the whole body, tighter and darker for what is nearer to the ground. */
  #shadowOn(groundZ, points, depth) {
    const top = Math.max(...points.map(([, , z]) => z)) - groundZ;
    const low = Math.min(...points.map(([, , z]) => z)) - groundZ;
    const layer = (share, blur, opacity) => {
      const cut = points.filter(([, , z]) => z <= groundZ + low + top * share + 1);
      const d = pathOf(outline(cut.map((point) => shadowPoint(point, groundZ))));
      const filter = this.blur(blur);
      return element('path', { d, fill: SHADOW, opacity: opacity * depth, filter });
    };
    const far = Math.max(5, Math.min(22, top * 0.09));
    const contact = low > 2 ? '' : layer(0, 3.4, 0.34);
    const cast = [layer(1, far, 0.2), layer(0.6, far * 0.62, 0.17), layer(0.25, far * 0.4, 0.18)];
    return [...cast, contact].join('');
  }

  /** The whole picture as an SVG document, `density` pixels to a point. */
  svg(density = 2) {
    const { width, height, scale, origin } = this;
    const { behind, grain } = room(this);
    const transform = `translate(${origin[0]} ${origin[1]}) scale(${scale})`;
    const size = { width: width * density, height: height * density };
    return element(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', ...size, viewBox: `0 0 ${width} ${height}` },
      element(
        'defs',
        {},
        [...this.#definitions.values()].map(({ svg }) => svg),
      ),
      behind,
      element('g', { transform }, this.#shadows, this.#drawn),
      grain,
    );
  }
}

/** A flat drawing laid on a plane of the world: `u` and `v` are the plane's directions. */
export function onPlane(corner, u, v, svg) {
  const parts = [u, v, corner].flatMap((point) => project(point)).map((part) => part.toFixed(4));
  return element('g', { transform: `matrix(${parts.join(' ')})` }, svg);
}
