import { placed } from './cloth.mjs';
import { lit } from './colour.mjs';
import { surfaceMesh } from './mesh.mjs';
import { brandMark, printLine } from './print.mjs';
import { onBox, prism, roundedRectangle } from './prism.mjs';
import { element } from './svg.mjs';

/** A folding carton. `print` is drawn on its broad front; `turn` in radians. */
export function carton(
  studio,
  at,
  { width, depth, height, turn, base, print = '', top = '', bevel = 1.2 },
) {
  const size = { width, depth, height, turn };
  prism(studio, at, roundedRectangle(width, depth, 0.5, turn), height, { side: { base }, bevel });
  if (print) studio.draw(onBox(at, size, 'front', print));
  if (top) studio.draw(onBox(at, size, 'top', top));
}

/** A small paper label for a carton's front: mark, two lines, the red stamp. */
export function tag(
  x,
  y,
  width,
  height,
  { paper = '#f6f0e4', ink = '#4a3d31', stamp = '#b4432f' } = {},
) {
  const middle = x + width / 2;
  const size = width * 0.42;
  return (
    element('rect', { x, y, width, height, fill: paper }) +
    brandMark(middle, y + height * 0.36, size, ink) +
    printLine(middle, y + height * 0.64, size, ink) +
    printLine(middle, y + height * 0.72, size * 0.62, ink) +
    (stamp
      ? element('rect', {
          x: middle - size * 0.1,
          y: y + height * 0.82,
          width: size * 0.2,
          height: size * 0.2,
          fill: stamp,
        })
      : '')
  );
}

/** A standing pouch of paper, flat at its crimped top and full at its foot. */
export function pouch(studio, at, { width, depth, height, turn, base, print = '', shadow = 1 }) {
  const place = placed(at, turn);
  const surface = (u, v) => {
    const angle = u * Math.PI * 2;
    const full = Math.max(0, 1 - v ** 1.7) ** 0.8;
    const square = (part) => Math.sign(part) * Math.abs(part) ** 0.55;
    const pinch = 1 - 0.04 * Math.sin(v * Math.PI);
    const ripple = 1 + 0.06 * Math.sin(v * 9 + Math.cos(angle) * 4);
    return place([
      square(Math.cos(angle)) * (width / 2) * pinch,
      square(Math.sin(angle)) * (depth / 2) * full * ripple + 0.8 * Math.sin(angle),
      v * height,
    ]);
  };
  surfaceMesh(
    studio,
    surface,
    (u, v) => ({ base, gloss: 0.06, focus: 12, dim: v > 0.93 ? 0.05 : 0 }),
    {
      fineness: [72, 44],
      shadow,
      oneSided: true,
    },
  );
  const size = { width, depth: depth * 0.62, height, turn };
  const crimp = element('path', {
    d: `M${width * 0.02} ${height * 0.06}H${width * 0.98}`,
    stroke: lit(base, 0.4),
    strokeWidth: 1.4,
    opacity: 0.6,
  });
  studio.draw(onBox(at, size, 'front', crimp + print));
}

/** A soft tube standing on its cap, pressed flat at its far end. */
export function tube(studio, at, { radius, height, turn, base, cap, print = '' }) {
  const place = placed(at, turn);
  const surface = (u, v) => {
    const angle = u * Math.PI * 2;
    const flat = 1 - v ** 2.2;
    const broad = 1 + 0.24 * v ** 1.6;
    return place([
      Math.cos(angle) * radius * broad,
      Math.sin(angle) * radius * Math.max(0.03, flat),
      34 + v * height,
    ]);
  };
  const capSurface = (u, v) => {
    const angle = u * Math.PI * 2;
    return place([Math.cos(angle) * radius * 0.86, Math.sin(angle) * radius * 0.86, v * 34]);
  };
  surfaceMesh(studio, capSurface, () => ({ base: cap, gloss: 0.3, focus: 16 }), {
    fineness: [60, 4],
    oneSided: true,
  });
  surfaceMesh(
    studio,
    surface,
    (u, v) => ({ base, gloss: v > 0.94 ? 0.1 : 0.34, focus: 18, dim: v > 0.94 ? 0.07 : 0 }),
    { fineness: [72, 40], oneSided: true },
  );
  studio.draw(
    onBox(
      { ...at, z: at.z + 34 },
      { width: radius * 2, depth: radius * 1.3, height, turn },
      'front',
      print,
    ),
  );
}
