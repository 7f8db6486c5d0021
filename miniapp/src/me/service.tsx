import { Button as WechatButton, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { wechatChatPresent } from '@/platform/contact';
import { useSession } from '@/session/store';
import { Cell } from '@/ui/cell';
import { Icon } from '@/ui/icon';
import { ContactSheet } from './contact-sheet';
import { words } from './wording';
import './service.scss';

/** Talking to a person: WeChat's own chat in the mini-program, what the shop has set elsewhere. */
export function Service() {
  const hours = useSession((state) => state.config?.customerServiceHours ?? '');
  return wechatChatPresent ? <WechatChat hours={hours} /> : <OtherWays hours={hours} />;
}

function WechatChat({ hours }: { hours: string }) {
  return (
    <WechatButton className="service-button" openType="contact">
      <View className="service-row">
        <Icon name="service" />
        <Text className="service-text">{words.service}</Text>
        <Text className="service-hours">{hours}</Text>
      </View>
    </WechatButton>
  );
}

function OtherWays({ hours }: { hours: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Cell icon="service" text={words.service} value={hours} onTap={() => setOpen(true)} />
      {open ? <ContactSheet onClose={() => setOpen(false)} /> : null}
    </>
  );
}
