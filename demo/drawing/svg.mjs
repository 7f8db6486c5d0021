/** The attributes that SVG itself spells with capitals. */
const SPELLED_SO = /^(viewBox|gradientUnits|stdDeviation|baseFrequency|numOctaves)$/;

/**
 * One SVG element as text. Attributes may be written in camel case (`strokeWidth`); children are
 * texts, or lists of them. An attribute that is undefined is left out.
 */
export function element(name, attributes = {}, ...children) {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const written = given.map(([key, value]) => {
    const spelling = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return ` ${SPELLED_SO.test(key) ? key : spelling}="${value}"`;
  });
  const inside = children.flat(2).join('');
  return `<${name}${written.join('')}${inside ? `>${inside}</${name}>` : '/>'}`;
}
