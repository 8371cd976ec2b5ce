// The map as it will be published, in a frame that can do nothing but show it.
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";

const SOON = 250;

/** @param {{forFrame: (html: string) => any, isShown: boolean}} props */
export function MapFrame({ forFrame, isShown }) {
  const desk = useDesk();
  const frame = useRef(/** @type {HTMLIFrameElement} */ (null));
  const drawn = useRef(-1);
  const [isOld, setOld] = useState(false);
  const { version } = desk;
  const isValid = desk.state?.valid;
  useEffect(() => {
    if (!isShown || drawn.current === version) return undefined;
    setOld(true);
    if (!isValid) return undefined;
    const timer = setTimeout(async () => {
      const { html } = await desk.call("preview");
      if (desk.version !== version || !frame.current) return;
      drawn.current = version;
      if (html) frame.current.srcdoc = forFrame(html);
      setOld(false);
    }, SOON);
    return () => clearTimeout(timer);
  }, [version, isShown, isValid]);
  return (
    <aside class="map" hidden={!isShown} aria-label={say("preview")} id="map">
      <p class="state" role="status">{isOld ? (isValid ? say("drawing") : say("olderMap")) : say("asPublished")}</p>
      <iframe ref={frame} name="whole" sandbox="allow-scripts" title={say("preview")} />
    </aside>
  );
}
