import { readFileSync } from 'node:fs';

const FILE = '_FILE';

/** Variables that have a value, and what is wrong with the files some of them are in. */
export interface Environment {
  present: Record<string, string>;
  unreadable: string[];
}

/**
 * The environment with each `NAME_FILE` replaced by what that file says, so that a secret need not
 * be in the environment of a process. Of these names alone; empty variables count as missing.
 */
export function withFiles(environment: NodeJS.ProcessEnv, names: readonly string[]): Environment {
  const present: Record<string, string> = {};
  const unreadable: string[] = [];
  for (const [name, value] of Object.entries(environment)) if (value) present[name] = value;
  for (const name of names) {
    const path = present[name + FILE];
    if (path === undefined) continue;
    if (name in present) unreadable.push(`${name + FILE}: beside ${name}, only one of them may be`);
    else {
      const text = readOrNull(path);
      if (text === null) unreadable.push(`${name + FILE}: cannot be read`);
      else present[name] = text;
    }
  }
  return { present, unreadable };
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
