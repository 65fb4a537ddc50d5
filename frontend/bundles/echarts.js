// The part of ECharts that our charts draw with. One custom series draws bars, lines and dots alike,
// so none of ECharts' own chart types, tooltips and legends has to be loaded.
import { CustomChart } from "echarts/charts";
import { GridSimpleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([CustomChart, GridSimpleComponent, CanvasRenderer]);

export { init };
