import { Text, View } from '@tarojs/components';
import type { MemberProfile } from '@siyu/shared';
import { readMemberCard } from '@/member/api';
import { goBack } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { CardBones } from '@/ui/card-bones';
import { ChoiceField } from '@/ui/choice-field';
import { Fields, TextField } from '@/ui/field';
import { ErrorState } from '@/ui/notice';
import { say } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { daysOf, MONTHS, withMonth } from './birthday';
import { useProfileForm } from './use-profile-form';
import { words } from './wording';
import './profile.scss';

const NICKNAME_LENGTH_MAX = 20;

/** What a member says of themselves: a name, and a birthday without its year. */
export default function ProfilePage() {
  const { state, value, code, reload } = useLoaded('', () => asShopper(readMemberCard));
  return (
    <Page title={words.profile}>
      {value !== null ? (
        <Form from={value.profile} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['fields']} />
      )}
    </Page>
  );
}

function Form({ from }: { from: MemberProfile }) {
  const form = useProfileForm(from, () => {
    say(words.saved);
    goBack();
  });
  const { nickname, birthday, busy } = form;
  return (
    <View>
      <Fields>
        <TextField
          label={words.nickname}
          value={nickname}
          placeholder={words.nicknameHint}
          lengthMax={NICKNAME_LENGTH_MAX}
          onInput={form.setNickname}
        />
        <Birthday {...form} />
      </Fields>
      <Text className="profile-rule">{words.rule}</Text>
      {birthday.month === null && birthday.day === null ? null : (
        <View className="profile-clear">
          <Button kind="quiet" text={words.clear} onTap={form.clearBirthday} />
        </View>
      )}
      <BottomBar>
        <View className="profile-save">
          <Button text={words.save} loading={busy} onTap={() => void form.save()} />
        </View>
      </BottomBar>
    </View>
  );
}

function Birthday({ birthday, setBirthday, problem }: ReturnType<typeof useProfileForm>) {
  return (
    <>
      <ChoiceField
        label={words.month}
        placeholder={words.monthHint}
        choices={MONTHS.map((key) => ({ key, text: words.monthOf(Number(key)) }))}
        chosen={birthday.month}
        onChoose={(month) => setBirthday(withMonth(birthday, month))}
      />
      <ChoiceField
        label={words.day}
        problem={problem}
        placeholder={words.dayHint}
        choices={daysOf(birthday.month).map((key) => ({ key, text: words.dayOf(Number(key)) }))}
        chosen={birthday.day}
        onChoose={(day) => setBirthday({ ...birthday, day })}
      />
    </>
  );
}
