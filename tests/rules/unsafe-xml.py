import xml.etree.ElementTree as ET

ET.parse("a.xml")  # expect: unsafe-xml
ET.Element("a")  # ok: unsafe-xml

# Each name that the rule has.
import lxml.etree
import xml.dom.expatbuilder
import xml.dom.minidom
import xml.dom.pulldom
import xml.etree
import xml.etree.cElementTree
import xml.sax
import xml.sax.expatreader
xml.etree.ElementTree().parse()  # expect: unsafe-xml
xml.etree.ElementTree().iterparse()  # expect: unsafe-xml
xml.etree.ElementTree().fromstring()  # expect: unsafe-xml
xml.etree.ElementTree.XML()  # expect: unsafe-xml
xml.etree.ElementTree.XMLParser()  # expect: unsafe-xml
xml.etree.cElementTree.parse()  # expect: unsafe-xml
xml.etree.cElementTree.iterparse()  # expect: unsafe-xml
xml.etree.cElementTree.fromstring()  # expect: unsafe-xml
xml.etree.cElementTree.XMLParser()  # expect: unsafe-xml
xml.sax.parse()  # expect: unsafe-xml
xml.sax.parseString()  # expect: unsafe-xml
xml.sax.make_parser()  # expect: unsafe-xml
xml.sax.expatreader.create_parser()  # expect: unsafe-xml
xml.dom.expatbuilder.parse()  # expect: unsafe-xml
xml.dom.expatbuilder.parseString()  # expect: unsafe-xml
xml.dom.minidom.parse()  # expect: unsafe-xml
xml.dom.minidom.parseString()  # expect: unsafe-xml
xml.dom.pulldom.parse()  # expect: unsafe-xml
xml.dom.pulldom.parseString()  # expect: unsafe-xml
lxml.etree.parse()  # expect: unsafe-xml
lxml.etree.fromstring()  # expect: unsafe-xml
