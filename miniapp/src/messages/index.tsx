import { Page } from '@/shell/page';

export default function MessagesPage() {
  return <Page title="消息" />;
}
