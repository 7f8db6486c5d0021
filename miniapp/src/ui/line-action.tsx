import { copy, copyingIsSaid } from '@/platform/clipboard';
import { inLanguage } from '@/platform/language';
import { say } from './say';
import { Tap } from './tap';
import './line-action.scss';

const words = inLanguage({ copy: '复制', copied: '已复制' }, { copy: 'Copy', copied: 'Copied' });

/** What can be done about a line of text, at its end. */
export function LineAction({ text, onTap }: { text: string; onTap: () => void }) {
  return (
    <Tap className="line-action" onTap={onTap}>
      {text}
    </Tap>
  );
}

/** Puts a text where it can be pasted from. */
export function Copy({ text }: { text: string }) {
  return <LineAction text={words.copy} onTap={() => void copied(text)} />;
}

async function copied(text: string): Promise<void> {
  if ((await copy(text)) && !copyingIsSaid) say(words.copied);
}
