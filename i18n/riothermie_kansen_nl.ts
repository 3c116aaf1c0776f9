<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Riothermie</name>
    <message>
        <source>{} ({} is installed)</source>
        <translation>{} ({} is geïnstalleerd)</translation>
    </message>
    <message>
        <source>Riothermie Kansen needs Python {} or newer, and this QGIS has {}: update QGIS.</source>
        <translation>Riothermie Kansen heeft Python {} of nieuwer nodig en deze QGIS heeft {}: werk QGIS bij.</translation>
    </message>
    <message>
        <source>Missing Python packages: {}. The manual, chapter Installation, tells how to get them.</source>
        <translation>Ontbrekende Python-pakketten: {}. In de handleiding, hoofdstuk Installeren, staat hoe u ze krijgt.</translation>
    </message>
    <message>
        <source>Sewer</source>
        <translation>Riool</translation>
    </message>
    <message>
        <source>sewer heat,waste water heat,heat network,aquathermal energy,energy transition</source>
        <translation>rioolwarmte,afvalwaterwarmte,warmtenet,thermische energie uit afvalwater,energietransitie</translation>
    </message>
    <message>
        <source>{} Standard value {}{}, from {} to {}. Source: {}.</source>
        <translation>{} Standaardwaarde {}{}, van {} tot {}. Bron: {}.</translation>
    </message>
    <message>
        <source>File with your own key figures (kentallen)</source>
        <translation>Bestand met eigen kentallen</translation>
    </message>
    <message>
        <source>{}: {} from the kentallen file instead of {}.</source>
        <translation>{}: {} uit het kentallenbestand in plaats van {}.</translation>
    </message>
    <message>
        <source>{}: {} instead of {}.</source>
        <translation>{}: {} in plaats van {}.</translation>
    </message>
    <message>
        <source>points</source>
        <translation>punten</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>lijnen</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>vlakken</translation>
    </message>
    <message>
        <source>no geometry</source>
        <translation>geen geometrie</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; holds {found}, but {wanted} are needed here.</source>
        <translation>De laag &quot;{name}&quot; bevat {found}, maar hier zijn {wanted} nodig.</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; ({crs}) cannot be transformed to RD New.</source>
        <translation>De laag &quot;{name}&quot; ({crs}) kan niet naar RD New worden omgerekend.</translation>
    </message>
    <message>
        <source>{role} = {text} has no outcome for {n} of {all} features of &quot;{name}&quot;: {error}</source>
        <translation>{role} = {text} heeft geen uitkomst voor {n} van {all} objecten van &quot;{name}&quot;: {error}</translation>
    </message>
    <message>
        <source>it has no field {}</source>
        <translation>er is geen veld {}</translation>
    </message>
    <message>
        <source>{output} cannot be written, so no output was made: {why}</source>
        <translation>{output} kan niet worden geschreven en daarom is er geen uitvoer gemaakt: {why}</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; would overwrite an input ({file}): choose another file.</source>
        <translation>&quot;{output}&quot; zou een invoer overschrijven ({file}): kies een ander bestand.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; would overwrite another output ({file}): choose another file.</source>
        <translation>&quot;{output}&quot; zou een andere uitvoer overschrijven ({file}): kies een ander bestand.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; cannot be written to {file}: choose another folder.</source>
        <translation>&quot;{output}&quot; kan niet naar {file} worden geschreven: kies een andere map.</translation>
    </message>
    <message>
        <source>{n} curved geometries of &quot;{name}&quot; were made straight.</source>
        <translation>{n} gebogen geometrieën van &quot;{name}&quot; zijn recht gemaakt.</translation>
    </message>
    <message>
        <source>{n} geometries of &quot;{name}&quot; could not be transformed to RD New.</source>
        <translation>{n} geometrieën van &quot;{name}&quot; konden niet naar RD New worden omgerekend.</translation>
    </message>
    <message>
        <source>{n} geometries of &quot;{name}&quot; have no finite coordinates.</source>
        <translation>{n} geometrieën van &quot;{name}&quot; hebben geen eindige coördinaten.</translation>
    </message>
    <message>
        <source>{n} features of &quot;{name}&quot; hold geometries of another kind and have no place.</source>
        <translation>{n} objecten van &quot;{name}&quot; hebben een ander soort geometrie en daarmee geen plaats.</translation>
    </message>
    <message>
        <source>{n} further parts of multipart features of &quot;{name}&quot; are not used.</source>
        <translation>{n} verdere delen van meerdelige objecten van &quot;{name}&quot; worden niet gebruikt.</translation>
    </message>
    <message>
        <source>Multipart lines of &quot;{name}&quot; gave {n} more lines.</source>
        <translation>Meerdelige lijnen van &quot;{name}&quot; gaven {n} extra lijnen.</translation>
    </message>
    <message>
        <source>{n} invalid polygons of &quot;{name}&quot; were repaired.</source>
        <translation>{n} ongeldige vlakken van &quot;{name}&quot; zijn gerepareerd.</translation>
    </message>
    <message>
        <source>The Python packages shapely, geopandas and scipy do not work in this QGIS ({}): install the packages of your distribution instead of those of pip.</source>
        <translation>De Python-pakketten shapely, geopandas en scipy werken niet in deze QGIS ({}): installeer de pakketten van uw distributie in plaats van die van pip.</translation>
    </message>
    <message>
        <source>TOML file with the key figures that you want to change, for instance [dwa] followed by liter_per_inwoner = 110. The standard values stand in the folder riothermie_kansen/kentallen of the plugin. A parameter above that you changed wins from this file.</source>
        <translation>TOML-bestand met de kentallen die u wilt wijzigen, bijvoorbeeld [dwa] met daaronder liter_per_inwoner = 110. De standaardwaarden staan in de map riothermie_kansen/kentallen van de plugin. Een parameter hierboven die u zelf hebt gewijzigd, gaat voor dit bestand.</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; mixes kinds of geometry: add it to QGIS, which splits it by kind, and choose one.</source>
        <translation>De laag &quot;{name}&quot; bevat verschillende soorten geometrie door elkaar: voeg haar toe aan QGIS, dat haar per soort splitst, en kies er een.</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; has no known coordinate reference system: set it in the properties of the layer.</source>
        <translation>De laag &quot;{name}&quot; heeft geen bekend coördinatenstelsel: stel het in bij de eigenschappen van de laag.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; (for {role}) is not a field of the layer &quot;{name}&quot;, nor a valid expression: {why}.</source>
        <translation>&quot;{text}&quot; (voor {role}) is geen veld van de laag &quot;{name}&quot; en ook geen geldige expressie: {why}.</translation>
    </message>
    <message>
        <source>Read sewer</source>
        <translation>Riool inlezen</translation>
    </message>
    <message>
        <source>Reads a sewer in any delivery into one table of pipes, connected at their nodes.</source>
        <translation>Leest een riool in elke levering in tot één tabel met leidingen, aan elkaar verbonden in de knopen.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Reads the sewer layers of a municipality as they are delivered, and makes one table of them that every other tool understands.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; A layer of pipes: GWSW in any spelling (GeoPackage, WFS, OGC API, shapefile), or a layer of your own with VELDEN. If there is one, also the layers of manholes and pumps. Or the folder of a GWSW-Hyd (HydX) delivery. Any known coordinate system will do.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Pipes with one schema (sizes in mm inside, levels in m NAP), nodes, and findings: everything that was repaired, assumed or left out, with the object, the place and a sentence. Nothing disappears: the log shows that pipes read = pipes written + pipes listed.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read the map.&lt;/b&gt; Colour is the kind of sewer. Look at the red diamonds first: these objects could not be used.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Leest de rioollagen van een gemeente zoals ze worden geleverd en maakt er één tabel van die elk ander gereedschap begrijpt.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Een laag met leidingen: GWSW in elke schrijfwijze (GeoPackage, WFS, OGC API, shapefile), of een eigen laag met VELDEN. Als ze er zijn ook de lagen met putten en pompen. Of de map van een GWSW-Hyd-levering (HydX). Elk bekend coördinatenstelsel is goed.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Leidingen met één schema (inwendige maten in mm, hoogten in m NAP), knopen, en meldingen: alles wat is hersteld, aangenomen of weggelaten, met het object, de plaats en een zin. Er verdwijnt niets: het logboek laat zien dat gelezen leidingen = geschreven leidingen + gemelde leidingen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;De kaart lezen.&lt;/b&gt; De kleur is de soort riool. Kijk eerst naar de rode ruiten: die objecten konden niet worden gebruikt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>sewer,pipes,network,topology,read,import,manholes,pumps</source>
        <translation>riolering,leidingen,netwerk,topologie,lezen,importeren,putten,pompen</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Gebieden</translation>
    </message>
    <message>
        <source>Polygons, such as drainage areas or neighbourhoods: each pipe gets the name of the area in which its middle lies, in the field gebied.</source>
        <translation>Vlakken, zoals bemalingsgebieden of buurten: elke leiding krijgt in het veld gebied de naam van het gebied waarin het midden van de leiding ligt.</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>Leidingen</translation>
    </message>
    <message>
        <source>Lines with one schema; fields have Dutch titles with their unit.</source>
        <translation>Lijnen met één schema; de velden hebben een Nederlandse titel met de eenheid.</translation>
    </message>
    <message>
        <source>Pipes read</source>
        <translation>Gelezen leidingen</translation>
    </message>
    <message>
        <source>Pipes written</source>
        <translation>Geschreven leidingen</translation>
    </message>
    <message>
        <source>Pipes left out and listed</source>
        <translation>Weggelaten en gemelde leidingen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knopen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Meldingen</translation>
    </message>
    <message>
        <source>Length of the pipes (m)</source>
        <translation>Lengte van de leidingen (m)</translation>
    </message>
    <message>
        <source>Sewer pipes</source>
        <translation>Rioolleidingen</translation>
    </message>
    <message>
        <source>Lines: a GWSW layer (beheer_leiding, netwerk_verbinding, default_lijn), or any other layer of pipes. The fields find themselves by their names; give other names under VELDEN. Leave empty with HydX.</source>
        <translation>Lijnen: een GWSW-laag (beheer_leiding, netwerk_verbinding, default_lijn) of een andere laag met leidingen. De velden worden herkend aan hun naam; geef andere namen op bij VELDEN. Laat leeg bij HydX.</translation>
    </message>
    <message>
        <source>Manholes</source>
        <translation>Putten</translation>
    </message>
    <message>
        <source>Points (beheer_put, netwerk_knooppunt, default_punt). Their ids connect the pipes when the pipes name them; they also tell where pumping stations, overflows and the treatment plant are.</source>
        <translation>Punten (beheer_put, netwerk_knooppunt, default_punt). Hun id verbindt de leidingen als de leidingen die noemen; ze vertellen ook waar gemalen, overstorten en de zuivering liggen.</translation>
    </message>
    <message>
        <source>Pumps and structures</source>
        <translation>Pompen en kunstwerken</translation>
    </message>
    <message>
        <source>Points, lines or a table (beheer_pomp, netwerk_kunstwerk with begin and eind): they lift the water from one node to another, and join parts of the network that gravity does not.</source>
        <translation>Punten, lijnen of een tabel (beheer_pomp, netwerk_kunstwerk met begin en eind): ze brengen het water van de ene knoop naar de andere en verbinden delen van het net die niet onder vrij verval samenhangen.</translation>
    </message>
    <message>
        <source>HydX folder (instead of layers)</source>
        <translation>HydX-map (in plaats van lagen)</translation>
    </message>
    <message>
        <source>Folder with the CSV files of a GWSW-Hyd delivery (Knooppunt.csv, Verbinding.csv, Debiet.csv ...). Then leave the layers of pipes, manholes and pumps empty.</source>
        <translation>Map met de CSV-bestanden van een GWSW-Hyd-levering (Knooppunt.csv, Verbinding.csv, Debiet.csv ...). Laat de lagen met leidingen, putten en pompen dan leeg.</translation>
    </message>
    <message>
        <source>Fields with other names</source>
        <translation>Velden met een andere naam</translation>
    </message>
    <message>
        <source>property</source>
        <translation>eigenschap</translation>
    </message>
    <message>
        <source>field or expression</source>
        <translation>veld of expressie</translation>
    </message>
    <message>
        <source>Which field or QGIS expression holds which property, for layers with names of their own; for instance breedte_mm = &quot;diameter_m&quot; * 1000. Properties of pipes: leiding_id, type, soort, functie, stelsel, vorm, breedte_mm, hoogte_mm, materiaal, bob_begin_m, bob_eind_m, knoop_begin, knoop_eind, lengte_m, jaar, woningen, dwa_lateraal_ls ... With put. or pomp. before it the property is one of the manholes or pumps, for instance put.naam or pomp.capaciteit_ls. In scripts also as one text: leiding_id=link; breedte_mm=geom1_m*1000.</source>
        <translation>Welk veld of welke QGIS-expressie welke eigenschap bevat, voor lagen met eigen namen; bijvoorbeeld breedte_mm = &quot;diameter_m&quot; * 1000. Eigenschappen van leidingen: leiding_id, type, soort, functie, stelsel, vorm, breedte_mm, hoogte_mm, materiaal, bob_begin_m, bob_eind_m, knoop_begin, knoop_eind, lengte_m, jaar, woningen, dwa_lateraal_ls ... Met put. of pomp. ervoor is het een eigenschap van de putten of de pompen, bijvoorbeeld put.naam of pomp.capaciteit_ls. In scripts ook als één tekst: leiding_id=link; breedte_mm=geom1_m*1000.</translation>
    </message>
    <message>
        <source>Tolerance of pipe ends (m)</source>
        <translation>Tolerantie van leidingeinden (m)</translation>
    </message>
    <message>
        <source>Pipe ends without a node id that lie closer together than this are one node; a pipe that ends on another one splits it.</source>
        <translation>Leidingeinden zonder knoop-id die dichter dan dit bij elkaar liggen, zijn één knoop; een leiding die op een andere eindigt, splitst die.</translation>
    </message>
    <message>
        <source>Points: manholes, pumping stations, overflows, outlets.</source>
        <translation>Punten: putten, gemalen, overstorten, uitlaten.</translation>
    </message>
    <message>
        <source>Points: what was repaired, assumed or left out. ernst is fout (left out or stuck), waarschuwing (repaired or assumed, have a look) or info; tekst says it in a sentence.</source>
        <translation>Punten: wat is hersteld, aangenomen of weggelaten. ernst is fout (weggelaten of vastgelopen), waarschuwing (hersteld of aangenomen, kijk ernaar) of info; tekst zegt het in een zin.</translation>
    </message>
    <message>
        <source>Choose sewer pipes or a HydX folder, not both: empty one of the two.</source>
        <translation>Kies rioolleidingen of een HydX-map, niet allebei: maak een van de twee leeg.</translation>
    </message>
    <message>
        <source>There is no sewer yet: choose a layer of sewer pipes or a HydX folder.</source>
        <translation>Er is nog geen riool: kies een laag met rioolleidingen of een HydX-map.</translation>
    </message>
    <message>
        <source>{parameter}: {n} features read from &quot;{name}&quot;.</source>
        <translation>{parameter}: {n} objecten gelezen uit &quot;{name}&quot;.</translation>
    </message>
    <message>
        <source>Pipes: {read} read + {parts} from multipart lines + {split} from splitting at nodes + {made} for pumps and structures = {out} written + {listed} left out and listed.</source>
        <translation>Leidingen: {read} gelezen + {parts} uit meerdelige lijnen + {split} door splitsen bij knopen + {made} voor pompen en kunstwerken = {out} geschreven + {listed} weggelaten en gemeld.</translation>
    </message>
    <message>
        <source>These counts do not add up: please report this.</source>
        <translation>Deze aantallen kloppen niet: meld dit alstublieft.</translation>
    </message>
    <message>
        <source>Findings {kind}: {n}</source>
        <translation>Meldingen {kind}: {n}</translation>
    </message>
    <message>
        <source>VELDEN names properties of {name}, but that layer was not given.</source>
        <translation>VELDEN noemt eigenschappen van {name}, maar die laag is niet opgegeven.</translation>
    </message>
    <message>
        <source>VELDEN is not a list of property and field: {value}.</source>
        <translation>VELDEN is geen lijst van eigenschap en veld: {value}.</translation>
    </message>
    <message>
        <source>The HydX folder {} does not exist.</source>
        <translation>De HydX-map {} bestaat niet.</translation>
    </message>
    <message>
        <source>The folder {folder} is not a HydX delivery: it has no {files}.</source>
        <translation>De map {folder} is geen HydX-levering: {files} ontbreekt.</translation>
    </message>
</context>
</TS>
