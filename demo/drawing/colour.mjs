/** The dark a colour falls to in shade: dimmer, and warmer than plain black would make it. */
const SHADE = [0.5, 0.44, 0.425];
/** The white of the window: a highlight is never pure white. */
const WINDOW = [255, 251, 242];

function channels(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toHex(rgb) {
  const clamped = rgb.map((part) => Math.max(0, Math.min(255, Math.round(part))));
  return `#${clamped.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function blend(from, to, share) {
  return from.map((part, index) => part + (to[index] - part) * share);
}

/** `from` turned towards `to` by `share` (0 to 1). Both are #rrggbb. */
export function mix(from, to, share) {
  return toHex(blend(channels(from), channels(to), share));
}

/**
 * A base colour under so much light: 0 is deep shade, 0.62 the colour itself, 1 full sun. `sheen`
 * is light thrown back by a smooth surface, added on top.
 */
export function lit(base, light, sheen = 0) {
  const own = channels(base);
  const shade = own.map((part, index) => part * SHADE[index]);
  const level = Math.max(0, Math.min(1, light));
  const matt =
    level < 0.62
      ? blend(shade, own, level / 0.62)
      : blend(own, WINDOW, ((level - 0.62) / 0.38) * 0.42);
  return toHex(blend(matt, WINDOW, Math.max(0, Math.min(1, sheen))));
}
