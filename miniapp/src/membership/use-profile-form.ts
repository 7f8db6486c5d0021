import type { MemberProfile } from '@siyu/shared';
import { useState } from 'react';
import { sayWhy } from '@/ui/say';
import { putProfile } from './api';
import { birthdayFields, birthdayOf, type BirthdayFields } from './birthday';
import { words } from './wording';

/** What stands in the form, what is wrong with it once saving was tried, and saving it. */
export function useProfileForm(from: MemberProfile, onSaved: () => void) {
  const [nickname, setNickname] = useState(from.nickname ?? '');
  const [birthday, setFields] = useState(() => birthdayFields(from.birthday));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const setBirthday = (fields: BirthdayFields) => {
    setFields(fields);
    setProblem(null);
  };
  const save = async () => {
    const day = birthdayOf(birthday);
    if (day === undefined) return setProblem(words.birthdayWrong);
    setBusy(true);
    try {
      await putProfile({ nickname: nickname.trim() || null, birthday: day });
      onSaved();
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  const clearBirthday = () => setBirthday(birthdayFields(null));
  return { nickname, setNickname, birthday, setBirthday, clearBirthday, problem, busy, save };
}
