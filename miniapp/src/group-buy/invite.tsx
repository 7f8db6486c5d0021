import { Button as NativeButton } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '@/ui/button';
import { say } from '@/ui/say';
import { words } from './wording';
import './invite.scss';

/** WeChat's own share sheet; in a browser the link of the page is copied. */
export function Invite({ path }: { path: string }) {
  if (process.env.TARO_ENV !== 'h5') {
    return (
      <NativeButton className="button button-primary invite" openType="share">
        {words.invite}
      </NativeButton>
    );
  }
  const copy = async () => {
    await Taro.setClipboardData({ data: `${location.origin}/#${path}` });
    say(words.copied);
  };
  return <Button text={words.invite} onTap={() => void copy()} />;
}
