import { Text, View } from '@tarojs/components';
import { copy } from '@/platform/clipboard';
import { dial, openElsewhere } from '@/platform/contact';
import { useSession } from '@/session/store';
import { Button } from '@/ui/button';
import { say } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { words } from './wording';
import './contact-sheet.scss';

/** The ways the shop has set to reach a person; where it has set none, that is what is said. */
export function ContactSheet({ onClose }: { onClose: () => void }) {
  const config = useSession((state) => state.config);
  const hours = config?.customerServiceHours ?? '';
  const phone = config?.customerServicePhone ?? '';
  const url = config?.customerServiceUrl ?? '';
  return (
    <Sheet open title={words.service} onClose={onClose}>
      {phone === '' ? null : <Phone phone={phone} />}
      {url === '' ? null : (
        <View className="contact-chat">
          <Button kind="secondary" text={words.chat} onTap={() => openElsewhere(url)} />
        </View>
      )}
      <View className="contact-words">
        {phone === '' && url === '' ? <View>{words.serviceNone}</View> : null}
        {hours === '' ? null : <View>{words.serviceHours(hours)}</View>}
      </View>
    </Sheet>
  );
}

function Phone({ phone }: { phone: string }) {
  const keep = async () => {
    if (await copy(phone)) say(words.copied);
  };
  return (
    <View className="contact-phone">
      <Text className="contact-number" selectable>
        {phone}
      </Text>
      <View className="contact-buttons">
        <Button kind="secondary" compact text={words.copy} onTap={() => void keep()} />
        <Button compact text={words.dial} onTap={() => dial(phone)} />
      </View>
    </View>
  );
}
