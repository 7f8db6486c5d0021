import { answering, type Options } from './answering.js';
import type { Person } from './person.js';

type Interface = (options: Options) => object | Promise<object>;

/** What WeChat calls the guide of this mini-program. */
export const GUIDE_NAME = '《枕溪小程序隐私保护指引》';

/** What WeChat says and shows of the guide it wants agreed to before personal interfaces answer. */
export function privacy(person: Person): object {
  return {
    getPrivacySetting: answering(() => ({
      needAuthorization: !person.agreedToGuide,
      privacyContractName: GUIDE_NAME,
    })),
    openPrivacyContract: answering(() => {
      person.guidesRead++;
      return {};
    }),
  };
}

/**
 * A personal interface. Nobody having agreed yet, WeChat asks in a sheet of its own, since the
 * mini-program does not listen to `onNeedPrivacyAuthorization`; a refusal is errno 104.
 */
export function personal(name: string, person: Person, answer: Interface): Interface {
  return (options) => {
    if (!person.agreedToGuide) {
      person.questions.push(GUIDE_NAME);
      if (person.answersGuide === 'refuse') {
        return { errMsg: `${name}:fail privacy permission is not authorized`, errno: 104 };
      }
      person.agreedToGuide = true;
    }
    return answer(options);
  };
}
