import { lit } from './colour.mjs';
import { discClip, discPath, ringPoints, ringStops, straight, turned } from './lathe.mjs';
import { element } from './svg.mjs';
import { FLATTENING, lightOn, pathOf, project, round } from './view.mjs';

/** A level disc of liquid or wax inside a vessel, with light on it; `mouth` is its opening. */
export function filling(studio, at, [radius, z], base, look = {}) {
  const { gloss = 0.3, rimShade = 0.16, mouth = [radius, z] } = look;
  const light = lightOn([0, 0, 1]);
  const stops = [
    [0, lit(base, light - rimShade)],
    [0.3, lit(base, light - 0.02)],
    [1, lit(base, light + 0.06, gloss * 0.2)],
  ];
  const [x, y] = project([at.x, at.y, at.z + z]);
  const glint = element('ellipse', {
    cx: x - radius * 0.36,
    cy: y - radius * 0.06,
    rx: radius * 0.34,
    ry: radius * 0.07,
    fill: '#fffdf6',
    opacity: gloss * 0.8,
    filter: studio.blur(2),
  });
  const disc = element('path', {
    d: discPath(at, [radius, z]),
    fill: studio.gradient(stops, { x2: 1, y2: 0.5 }),
  });
  const bright = element('g', { clipPath: discClip(studio, at, [radius, z]) }, glint);
  studio.draw(
    element('g', { clipPath: discClip(studio, at, mouth) }, disc, gloss > 0 ? bright : ''),
  );
}

/** The lower edge of a turned body as it is seen, from its right to its left. */
function underside(at, lower, widest) {
  return Array.from({ length: 49 }, (_, index) => {
    const x = widest * Math.cos((index / 48) * Math.PI);
    const heights = lower
      .filter(([radius]) => radius >= Math.abs(x) - 0.01)
      .map(([radius, z]) => {
        const y = at.y + Math.sqrt(Math.max(0, radius ** 2 - x ** 2));
        return project([at.x, y, at.z + z])[1];
      });
    return [at.x + x, Math.max(...heights)];
  });
}

/** The outline of a turned body as it is seen; its widest place is where it first is that wide. */
function silhouette(at, profile) {
  const widest = Math.max(...profile.map(([radius]) => radius));
  const turn = profile.findIndex(([radius]) => radius === widest);
  const side = (sign) =>
    profile.slice(turn).map(([radius, z]) => {
      const [x, y] = project([at.x, at.y, at.z + z]);
      return [x + sign * radius, y];
    });
  const top = profile.at(-1)[0];
  const arc = `A${round(top)} ${round(top * FLATTENING)} 0 0 1 `;
  const right = [...side(1).reverse(), ...underside(at, profile.slice(0, turn + 1), widest)];
  return `${pathOf(side(-1), false)}${arc}${pathOf(right).slice(1)}`;
}

/** How dense glass looks across its body: its edges are seen through more of it. */
const GLASS_EDGES = [
  [0, 1],
  [0.07, 0.42],
  [0.2, 0.14],
  [0.6, 0.12],
  [0.9, 0.4],
  [1, 1],
];

/**
 * A clear or tinted glass body (outside profile, bottom to rim). `tint` colours its edges; what it
 * holds is drawn by `contents` between its far and near side.
 */
export function glass(
  studio,
  at,
  profile,
  { tint = '#8a9a94', strength = 0.5, shadow = 0.7 },
  contents = () => {},
) {
  studio.shade(ringPoints(at, profile), shadow);
  const path = silhouette(at, profile);
  const fill = studio.gradient(
    GLASS_EDGES.map(([place, opacity]) => [place, tint, round(opacity * strength)]),
  );
  const [rimRadius, rimZ] = profile.at(-1);
  const rim = element('path', {
    d: discPath(at, [rimRadius, rimZ]),
    fill: '#fffdf6',
    fillOpacity: 0.16,
    stroke: lit(tint, 0.9),
    strokeOpacity: 0.8,
    strokeWidth: 1.8,
  });
  studio.draw(element('path', { d: path, fill: '#fffdf6', opacity: 0.12 }), rim);
  contents();
  const nearRim = element('path', {
    d: discPath(at, [rimRadius, rimZ]),
    fill: 'none',
    stroke: '#fffdf8',
    strokeOpacity: 0.55,
    strokeWidth: 1.2,
  });
  studio.draw(element('path', { d: path, fill }));
  shine(studio, at, profile);
  studio.draw(nearRim);
}

/** The window mirrored in a smooth body: streaks of light along its outside profile. */
export function shine(studio, at, profile, strength = 1) {
  const widest = Math.max(...profile.map(([radius]) => radius));
  const streak = (across, width, [from, to], opacity) => {
    const top = profile.at(-1)[1];
    const line = profile
      .filter(([, z]) => z >= from * top && z <= to * top)
      .map(([radius, z]) => {
        const [x, y] = project([at.x, at.y, at.z + z]);
        return [x + radius * across, y + radius * FLATTENING * Math.sqrt(1 - across ** 2)];
      });
    return element('path', {
      d: pathOf(line, false),
      strokeWidth: round(width),
      opacity: opacity * strength,
    });
  };
  const streaks =
    streak(-0.74, widest * 0.07 + 3, [0.08, 0.9], 0.62) +
    streak(-0.57, 2.2, [0.14, 0.84], 0.4) +
    streak(0.86, 2.6, [0.1, 0.88], 0.5);
  const stroke = { stroke: '#fffdf8', strokeLinecap: 'round', strokeLinejoin: 'round' };
  const look = { fill: 'none', ...stroke };
  const clip = studio.clip(silhouette(at, profile));
  studio.draw(
    element('g', { clipPath: clip }, element('g', { ...look, filter: studio.blur(1.1) }, streaks)),
  );
}

/** Liquid standing in glass: its body seen through the glass, and its surface. */
export function liquid(studio, at, profile, base, opacity = 0.8) {
  const path = silhouette(at, profile);
  const stops = ringStops({ base, gloss: 0.15, focus: 12 }, [1, 0]);
  studio.draw(element('path', { d: path, fill: studio.gradient(stops), opacity }));
  const [radius, z] = profile.at(-1);
  const surface = studio.gradient([
    [0, lit(base, 0.6)],
    [1, lit(base, 0.86)],
  ]);
  studio.draw(
    element('path', {
      d: discPath(at, [radius, z]),
      fill: surface,
      opacity: Math.min(1, opacity + 0.1),
    }),
  );
}

/** A plain round tin or drum with a lid, `seam` the height where the lid begins. */
export function tin(studio, at, { radius, height, seam, body, lid = body, bevel = 4 }) {
  const profile = straight([
    [0, 0],
    [radius - bevel, 0],
    [radius - 1, bevel * 0.6],
    [radius - 1, seam - 1],
    [radius - 2.4, seam],
    [radius, seam + 1],
    [radius, height - bevel],
    [radius - bevel * 0.35, height - bevel * 0.3],
    [radius - bevel, height],
    [0, height],
  ]);
  turned(studio, at, profile, (z) => (z > seam ? lid : body));
}
