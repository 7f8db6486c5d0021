import Taro from '@tarojs/taro';
import { inLanguage } from '@/platform/language';
import { Refused, codeOf } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';

/** Says one short sentence over the page and lets it go. */
export function say(text: string): void {
  void Taro.showToast({ title: text, icon: 'none', duration: 2200 });
}

/** Says why something did not work, in the words of its refusal. */
export function sayWhy(error: unknown): void {
  say(wordingOf(codeOf(error), error instanceof Refused ? error.facts : {}));
}

/** Asks before something that cannot be taken back; true when the shopper goes on. */
export async function confirmed(question: {
  title: string;
  text: string;
  /** Four Chinese characters or eight Latin ones at most: WeChat shows no dialog otherwise. */
  yes: string;
}): Promise<boolean> {
  const answer = await Taro.showModal({
    title: question.title,
    content: question.text,
    confirmText: question.yes,
    cancelText: inLanguage('再想想', 'Not now'),
    confirmColor: '#B4432F',
    cancelColor: '#6F665C',
  });
  return answer.confirm;
}
