import { useEffect, useState } from 'react';
import { suggest } from '@/catalog/api';

const PAUSE_MS = 180;

interface Suggestions {
  /** The typed text these belong to. */
  of: string;
  texts: readonly string[];
}

const NONE: Suggestions = { of: '', texts: [] };

/**
 * Suggestions for what is being typed. They are asked for when typing pauses; an answer to an
 * earlier text that comes late is dropped, and the last good ones stay until there are newer.
 */
export function useSuggestions(typed: string): readonly string[] {
  const [suggestions, setSuggestions] = useState(NONE);
  const text = typed.trim();
  useEffect(() => {
    if (text === '') return undefined;
    let current = true;
    const pause = setTimeout(() => {
      suggest(text).then(
        (texts) => {
          if (current) setSuggestions({ of: text, texts });
        },
        // Suggestions only help: without them one can still search.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(pause);
    };
  }, [text]);
  return isAbout(suggestions.of, text) ? suggestions.texts : [];
}

/** One more letter or one fewer is still about the same; an emptied field is about nothing. */
function isAbout(of: string, text: string): boolean {
  return text !== '' && of !== '' && (text.startsWith(of) || of.startsWith(text));
}
