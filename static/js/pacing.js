// Does something often asked for once in a while: asking again never puts it off.

/** {ask, stop}: `act` comes `milliseconds` after the first demand, whatever was asked meanwhile. */
export function paced(act, milliseconds) {
  let timer = 0;
  const run = () => {
    timer = 0;
    act();
  };
  return {
    ask() {
      timer ||= setTimeout(run, milliseconds);
    },
    stop() {
      clearTimeout(timer);
      timer = 0;
    },
  };
}
