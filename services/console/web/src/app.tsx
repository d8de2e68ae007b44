import { App as AntApp, ConfigProvider as AntConfig, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { Gate } from './gate.tsx';
import { useSettings } from './settings.tsx';

const { darkAlgorithm, defaultAlgorithm } = theme;
const fonts =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export function App() {
  const { dark, language } = useSettings();
  return (
    <AntConfig
      locale={language === 'zh' ? zhCN : enUS}
      theme={{
        algorithm: dark ? darkAlgorithm : defaultAlgorithm,
        token: {
          colorPrimary: dark ? '#4f86e6' : '#1f4fa8',
          colorLink: dark ? '#7ea6ec' : '#1f4fa8',
          fontFamily: fonts,
          borderRadius: 8,
          // Ant Design's own are fainter than WCAG AA allows.
          colorTextDescription: dark ? 'rgba(255, 255, 255, 0.65)' : 'rgba(0, 0, 0, 0.65)',
          colorTextPlaceholder: dark ? 'rgba(255, 255, 255, 0.6)' : 'rgba(0, 0, 0, 0.58)',
        },
        components: { Tabs: { itemSelectedColor: dark ? '#7ea6ec' : '#1f4fa8' } },
      }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp className="page">
        <Gate />
      </AntApp>
    </AntConfig>
  );
}
